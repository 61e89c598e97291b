package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SampledCallsTest {

    private static final int SITE = 1;
    private static final Timing SELDOM = Timing.oneIn(1_000_000);

    private final SiteErrors errors = new SiteErrors();
    private final Recorder recorder = new Recorder();
    private final ThreadLog log = recorder.log(Thread.currentThread());
    private final Model model = recorder.newModel(SELDOM);
    private final InferenceSite site = site(model, SITE);

    @BeforeAll
    static void letStacksBeLookedAt() {
        Rehearsal.initialise();
    }

    private InferenceSite site(Model of, int id) {
        InferenceSite made = new InferenceSite(
                recorder,
                new FixedModel(of),
                failure -> Outcome.SERVER_ERROR,
                CallReaders.NONE,
                id,
                true,
                false,
                new VirtualNesting(),
                errors,
                new Switch());
        // The first call of a model on a thread is timed.
        made.exit(made.enter(null), null, null, null, null);
        return made;
    }

    private List<String> inFlight(long now) {
        List<String> seen = new ArrayList<>();
        recorder.inFlight(now, (of, count, oldest) -> seen.add(of + "x" + count + " since " + oldest));
        return seen;
    }

    private long recorded() {
        return recorder.recorded();
    }

    @Test
    void aCallThatIsNotTimedAgesFromTheFirstLook() {
        Object call = site.enter(null);
        assertThat(inFlight(1_000)).containsExactly("0x1 since 0");
        assertThat(inFlight(1_500)).containsExactly("0x1 since 500");
        site.exit(call, null, null, null, null);
        assertThat(inFlight(1_600)).isEmpty();
        call = site.enter(null);
        assertThat(inFlight(2_000)).as("another call in the same place").containsExactly("0x1 since 0");
        site.exit(call, null, null, null, null);
        assertThat(recorded()).isEqualTo(3);
    }

    @Test
    void aTimedOneIsInFlightOnceAndItsAgeIsKnown() {
        Model often = recorder.newModel(Timing.oneIn(2));
        InferenceSite sampled = new InferenceSite(
                recorder,
                new FixedModel(often),
                failure -> Outcome.SERVER_ERROR,
                CallReaders.NONE,
                7,
                true,
                false,
                new VirtualNesting(),
                errors,
                new Switch());
        long before = System.nanoTime();
        Object call = sampled.enter(null);
        assertThat(call).isInstanceOf(SampledCalls.Timed.class);
        InFlight seen = InFlight.of(recorder, often);
        assertThat(seen.count).isEqualTo(1);
        assertThat(seen.oldestNanos).isBetween(1L, System.nanoTime() - before);
        sampled.exit(call, null, null, null, null);
        assertThat(InFlight.of(recorder, often).count).isZero();
    }

    @Test
    void aCallInsideOneOfTheSameSiteBelongsToThat() {
        Object outer = site.enter(null);
        assertThat(site.enter(null)).isNull();
        site.exit(outer, null, null, null, null);
        assertThat(recorded()).isEqualTo(2);
    }

    @Test
    void aCallOfAnotherModelInsideOneOfTheSameSiteBelongsToThat() {
        InferenceSite overload = site(recorder.newModel(SELDOM), SITE);
        InferenceSite timed = site(recorder.newModel(), SITE);
        for (InferenceSite outer : List.of(site, overload, timed)) {
            Object call = outer.enter(null);
            assertThat(call).isNotNull();
            assertThat(site.enter(null)).isNull();
            assertThat(overload.enter(null)).isNull();
            assertThat(timed.enter(null)).isNull();
            outer.exit(call, null, null, null, null);
        }
        assertThat(recorded()).isEqualTo(6);
    }

    @Test
    void aCallInsideOneOfAnotherSiteCounts() {
        InferenceSite inner = site(model, SITE + 1);
        Object outer = site.enter(null);
        Object call = inner.enter(null);
        assertThat(call).isNotNull();
        assertThat(InFlight.of(recorder, model).count).isEqualTo(2);
        inner.exit(call, null, null, null, null);
        site.exit(outer, null, null, null, null);
        assertThat(recorded()).isEqualTo(4);
    }

    @Test
    void aFailureIsNoSuccess() {
        SampledCalls calls = log.sampled(model.index(), SITE);
        assertThat(calls.calls()).isEqualTo(1);
        site.exit(site.enter(null), null, null, null, new IllegalStateException());
        assertThat(calls.calls()).isEqualTo(1);
        assertThat(calls.isOpen()).isFalse();
        assertThat(recorded()).isEqualTo(2);
    }

    @Test
    void aLostExitIsForgottenAtTheNextLook() {
        recorder.place(SITE, "nowhere.OnTheStack", "method");
        assertThat(site.enter(null)).isNotNull();
        assertThat(inFlight(1_000)).containsExactly("0x1 since 0");
        assertThat(site.enter(null))
                .as("inside the lost one, for all that is known")
                .isNull();
        assertThat(inFlight(1_000_001_001L)).hasSize(1);
        Object next = site.enter(null);
        assertThat(next).isNotNull();
        site.exit(next, null, null, null, null);
        assertThat(inFlight(1_000_001_002L)).isEmpty();
        assertThat(recorded()).as("the lost one never ended").isEqualTo(2);
    }

    @Test
    void aLostExitIsForgottenAfterAThousandCallsAtTheLatest() {
        recorder.place(SITE, "nowhere.OnTheStack", "method");
        assertThat(site.enter(null)).isNotNull();
        int ignored = 0;
        Object call = site.enter(null);
        while (call == null && ignored < 2_000) {
            ignored++;
            call = site.enter(null);
        }
        assertThat(ignored).isLessThan(1_024);
    }

    @Test
    void callsOnTheStackAreKept() {
        recorder.place(SITE, SampledCallsTest.class.getName(), "callsOnTheStackAreKept");
        Object call = site.enter(null);
        log.open.doubtful = true;
        lookAtTheStack();
        assertThat(log.sampled(model.index(), SITE).isOpen()).isTrue();
        site.exit(call, null, null, null, null);
        assertThat(recorded()).isEqualTo(2);
    }

    private void lookAtTheStack() {
        assertThat(site.enter(null)).isNull();
        assertThat(log.open.doubtful).isFalse();
    }
}
