package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.custom.CustomValues;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.CallSink;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.annotation.Inference;
import io.inferometer.exporter.api.Outcome;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** One call of a method of the source is one call, in the shapes that Java itself can write; the compilers' own are tried with them. */
class SourceMethodTest {

    interface Trait {
        double body(double x);

        @Inference
        static double score$(Trait self, double x) {
            return self.body(x);
        }

        @Inference
        default double score(double x) {
            return score$(this, x);
        }
    }

    static class Impl implements Trait {
        @Override
        public double body(double x) {
            return x;
        }

        @Override
        @Inference
        public double score(double x) {
            return Trait.score$(this, x);
        }
    }

    static class Base {
        @Inference
        double rank(double x) {
            return x;
        }
    }

    static class Override1 extends Base {
        @Override
        @Inference
        double rank(double x) {
            return super.rank(x) + 1;
        }
    }

    /** Not annotated itself. Calls another instance, of a sibling, which belongs to its own call. */
    static class Override2 extends Base {
        private final Base other = new Override1();

        @Override
        double rank(double x) {
            return other.rank(x);
        }
    }

    static class Plain {
        @Inference(model = "outer")
        double outer(Base base) {
            return base.rank(1);
        }
    }

    static class Scenario implements Runnable {
        @Override
        public void run() {
            for (int i = 0; i < 5; i++) {
                new Impl().score(i);
                new Override1().rank(i);
                new Override2().rank(i);
                new Plain().outer(new Base());
            }
        }
    }

    @Test
    void everyCallCountsOnceUnderTheNameThatAReaderWouldGive() throws ReflectiveOperationException {
        Recorder recorder = new Recorder();
        ModelRegistry registry = new ModelRegistry(recorder, 100, Map.of());
        SiteErrors errors = new SiteErrors();
        Sites sites = new Sites(
                WovenLoader.everything(),
                new ModelSites(
                        recorder,
                        registry,
                        failure -> Outcome.SERVER_ERROR,
                        event -> {},
                        new CustomValues(),
                        errors,
                        (method, problem) -> {},
                        stage -> null));
        WovenLoader loader = new WovenLoader(
                getClass().getClassLoader(),
                sites,
                name -> name.startsWith(SourceMethodTest.class.getName() + "$"),
                List.of(),
                true);
        Constructor<?> scenario = loader.loadClass(Scenario.class.getName()).getDeclaredConstructor();
        scenario.setAccessible(true);
        ((Runnable) scenario.newInstance()).run();
        Map<String, Integer> calls = new TreeMap<>();
        recorder.drain(new CallSink() {
            @Override
            public void call(int model, int outcome, long durationNanos, long items) {
                calls.merge(registry.id(model).name(), 1, Integer::sum);
            }
        });
        assertThat(calls).isEqualTo(Map.of("Trait", 5, "Override1", 5, "Override2", 5, "outer", 5, "Base", 5));
        List<String> failures = new ArrayList<>();
        for (NotMeasured.Failure next = sites.notMeasured().nextUnreported();
                next != null;
                next = sites.notMeasured().nextUnreported()) {
            failures.add(next.toString());
        }
        assertThat(failures).isEmpty();
        assertThat(errors.first()).isEmpty();
    }
}
