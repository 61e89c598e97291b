package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.async.AsyncEndpoint;
import io.inferometer.agent.async.AsyncLimits;
import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Types;
import io.inferometer.agent.reader.Expression;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stages are found by their annotations or as configured, and may be calls of models, too. */
class StageWeavingTest {

    private final SiteErrors errors = new SiteErrors();
    private final CountingSites calls = new CountingSites();
    private final AsyncEndpoint endpoint = new AsyncEndpoint(
            new AsyncLimits(Duration.ofHours(1), Duration.ofHours(1), 100, false),
            failure -> Outcome.SERVER_ERROR,
            errors,
            false);

    private Sites run(Libraries libraries, List<Library> wanted, boolean annotations)
            throws ReflectiveOperationException {
        Sites[] own = new Sites[1];
        own[0] = new Sites(
                libraries,
                spec -> spec.target().role().isStage()
                        ? new StageSites(endpoint, own[0], SdkStages.NONE).create(spec)
                        : calls.create(spec));
        String name = StagedMethods.class.getName();
        Class<?> woven = new WovenLoader(
                        StagedMethods.class.getClassLoader(), own[0], name::equals, wanted, annotations)
                .loadClass(name);
        var constructor = woven.getDeclaredConstructor();
        constructor.setAccessible(true);
        ((Runnable) constructor.newInstance()).run();
        return own[0];
    }

    @Test
    void annotatedMethodsAreStages() throws ReflectiveOperationException {
        Sites sites = run(new Libraries(List.of(), List.of()), List.of(), true);
        AsyncStats stats = endpoint.sinceStart(System.nanoTime());
        assertThat(stats.counts().succeeded())
                .as("of long ids, by the first parameter")
                .isEqualTo(1);
        assertThat(stats.model().count()).as("inside it").isEqualTo(1);
        assertThat(stats.queue().backlog()).as("by result").isEqualTo(2);
        assertThat(calls.entered.get()).as("calls of the model").isEqualTo(1);
        assertThat(calls.left.get()).isEqualTo(1);
        assertThat(sites.instrumented().stages())
                .containsExactlyInAnyOrder(
                        Target.Role.ACCEPT, Target.Role.PROCESS, Target.Role.MODEL, Target.Role.EXPIRE);
        assertThat(sites.notMeasured().nextUnreported())
                .hasToString(StagedMethods.class.getName()
                        + ".without(java.lang.String) is not measured: EXPIRE needs an id: put @InferenceId on a"
                        + " parameter, or end its entry in async.expire with @id=arg0");
        assertThat(sites.notMeasured().nextUnreported()).isNull();
        assertThat(errors.count()).isZero();
    }

    @Test
    void configuredMethodsAreStages() throws ReflectiveOperationException {
        Types type = Types.named(StagedMethods.class.getName());
        Library library = Library.of(
                Library.ASYNC,
                List.of(
                        Target.stage(type, "first", Target.Role.ACCEPT, Expression.parse("arg1")),
                        Target.stage(type, "process", Target.Role.PROCESS, Expression.parse("arg0")),
                        Target.stage(type, "score", Target.Role.UPLOAD, null),
                        Target.stage(type, "primitive", Target.Role.ACCEPT, Expression.parse("result"))));
        run(new Libraries(List.of(), List.of(library)), List.of(library), false);
        AsyncStats stats = endpoint.sinceStart(System.nanoTime());
        assertThat(stats.counts().succeeded()).isEqualTo(1);
        assertThat(stats.upload().count()).isEqualTo(1);
        assertThat(stats.queue().backlog()).isEqualTo(1);
        assertThat(calls.entered.get()).isZero();
    }
}
