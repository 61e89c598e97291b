package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Metrics;
import io.inferometer.agent.it.RunningJvm;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** One call of one Kotlin function is one call, whatever kotlinc makes of it, and lasts until a suspend function has its result. */
@Tag("safety")
class KotlinIT {

    /** How interface methods with a body are compiled: as before Kotlin 2.2, as since, and without the classes of before. */
    private static final List<String> DEFAULTS = List.of("disable", "enable", "no-compatibility");

    /** Models of functions that are suspended for 50 ms, ten times each. */
    private static final List<String> SLOW = List.of(
            "sequential",
            "concurrent",
            "server error",
            "unit",
            "parameters",
            "default parameter",
            "overriding",
            "Ranking",
            "Registry",
            "Embedder");

    private static final String BATCHED =
            "methods=application.Suspending#batched@batched@batch=arg0@input-tokens=arg1@output-tokens=result";

    @TempDir
    static Path directory;

    private static Map<String, Path[]> classPaths;

    @BeforeAll
    static void compile() {
        classPaths = Compilers.kotlin(directory, "KotlinCalls.kt", DEFAULTS);
    }

    @EachJdk
    void oneCallOfTheSourceIsOneCall(Jdk jdk) {
        Map<String, RunningJvm> jvms = new LinkedHashMap<>();
        try {
            classPaths.forEach((defaults, classPath) -> jvms.put(
                    defaults,
                    ForkedJvm.of(jdk).classPath(classPath).agent(BATCHED).start("application.KotlinCallsKt")));
            jvms.forEach(KotlinIT::check);
        } finally {
            jvms.values().forEach(RunningJvm::close);
        }
    }

    private static void check(String defaults, RunningJvm jvm) {
        jvm.awaitOut("^done$");
        Metrics metrics = jvm.metrics();
        Map<String, Long> calls = new TreeMap<>(metrics.calls("success"));
        // An override that only calls super looks as if there were none, where the body is in a class of its own.
        Long unchanged = calls.remove("Unchanged");
        Long expected = defaults.equals("disable") ? null : Long.valueOf(10);
        assertThat(unchanged).as(defaults).isEqualTo(expected);
        long ranked = unchanged == null ? 50 : 40;
        assertThat(calls)
                .as(defaults)
                .containsOnly(
                        entry("Ranker", ranked),
                        entry("Reranked", 10L),
                        entry("Catalog", 10L),
                        entry("Shelf", 10L),
                        entry("Scorer", 10L),
                        entry("Marker", 20L),
                        entry("KotlinCallsKt", 10L),
                        entry("Scaler", 20L),
                        entry("Internal", 10L),
                        entry("Getter", 10L),
                        entry("Meters", 20L),
                        entry("Ruler", 10L),
                        entry("Words", 10L),
                        entry("lambda", 10L),
                        entry("function", 10L),
                        // Ten of them through the tail call, which is gone before they end.
                        entry("sequential", 20L),
                        entry("concurrent", 10L),
                        entry("not suspended", 10L),
                        entry("no suspension point", 10L),
                        entry("loop", 10L),
                        entry("recursive", 10L),
                        entry("unit", 10L),
                        entry("parameters", 10L),
                        entry("default parameter", 10L),
                        entry("overriding", 10L),
                        entry("Ranking", 10L),
                        entry("Registry", 10L),
                        entry("Embedder", 10L),
                        entry("Texts", 10L),
                        entry("value class", 10L),
                        entry("private", 10L),
                        entry("batched", 10L),
                        entry("suspend lambda", 10L));
        assertThat(metrics.calls("server_error"))
                .as(defaults)
                .containsOnly(entry("server error", 10L), entry("error at once", 10L));
        assertThat(metrics.calls("client_error")).as(defaults).containsOnly(entry("client error", 10L));
        assertThat(metrics.calls("cancelled"))
                .as(defaults)
                .containsOnly(entry("cancelled", 10L), entry("timed out", 10L));

        Map<String, Double> samples = metrics.samples();
        assertThat(Metrics.sum(samples, "inferometer_batch_size_sum", "model=\"batched\""))
                .as(defaults)
                .isEqualTo(30);
        assertThat(Metrics.sum(samples, "inferometer_tokens_total", "direction=\"input\""))
                .as(defaults)
                .isEqualTo(50);
        assertThat(Metrics.sum(samples, "inferometer_tokens_total", "direction=\"output\""))
                .as(defaults)
                .isEqualTo(70);
        for (String model : SLOW) {
            assertThat(seconds(samples, model)).as(defaults + ": " + model).isGreaterThanOrEqualTo(10 * 0.05);
        }
        assertThat(Metrics.sum(samples, "inferometer_inferences_in_flight"))
                .as(defaults)
                .isZero();
        jvm.awaitErr("tailCall\\(.* is not measured: it hands its continuation on");
        jvm.awaitErr("otherThread\\(.* is not measured: it hands its continuation on");
        assertThat(jvm.finish().agentLines()).as(defaults).hasSize(3);
    }

    private static double seconds(Map<String, Double> samples, String model) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith("inferometer_inference_duration_seconds_sum{")
                        && sample.getKey().contains("model=\"" + model + "\""))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
