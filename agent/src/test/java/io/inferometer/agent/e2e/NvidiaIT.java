package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Metrics;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.agent.it.app.Service;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** GPUs of NVIDIA by a library in C that stands for the driver's: {@code nvml.c} says what it answers. */
@EnabledOnOs(OS.LINUX)
class NvidiaIT {

    private static final Path SOURCE = Path.of("src/test/resources/io/inferometer/agent/gpu/nvml.c");
    private static final Path SLIM = ForkedJvm.AGENT.resolveSibling("inferometer-agent-slim.jar");
    private static final String BUSY = "inferometer_gpu_utilization_ratio";
    private static final String FAILED = "inferometer_host_reads_failed_total{source=\"nvml\"}";
    private static final double GIB = 1L << 30;

    @TempDir
    Path directory;

    private Path behaviour;

    @BeforeEach
    void compile() throws IOException, InterruptedException {
        behaviour = Files.writeString(directory.resolve("behaviour"), "normal");
        boolean hasCompiler = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "gcc")));
        if (!hasCompiler) {
            System.err.println("skipped: no gcc to make a library with");
        }
        assumeTrue(hasCompiler, "no gcc to make a library with");
        Process gcc = new ProcessBuilder(
                        "gcc",
                        "-shared",
                        "-fPIC",
                        "-o",
                        directory.resolve("libnvidia-ml.so.1").toString(),
                        SOURCE.toString())
                .inheritIO()
                .start();
        assertThat(gcc.waitFor()).isZero();
    }

    private ForkedJvm jvm(Jdk jdk) {
        return ForkedJvm.of(jdk)
                .environment("LD_LIBRARY_PATH", directory.toString())
                .environment("FAKE_NVML", behaviour.toString())
                .flags("-Djna.tmpdir=" + directory);
    }

    @EachJdk
    void whatTheDriverAnswersIsToldAndWhatItDoesNotIsAbsentAndCounted(Jdk jdk) throws IOException {
        Path classes = directory.resolve("classes");
        ForkedJvm logging = jvm(jdk).flags("-Xlog:class+load:file=" + classes);
        try (RunningJvm jvm = logging.agent("native-access=grant,interval=1s").start(Service.class)) {
            Metrics metrics = jvm.metrics();
            Map<String, Double> normal = await(metrics, samples -> samples.containsKey(gpu(BUSY, "0")));

            // In a container it is not known that this process uses nothing of a GPU.
            Map<String, Double> told = gpus(normal);
            told.values().removeIf(value -> value == 0);
            assertThat(told)
                    .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                            Map.entry(gpu(BUSY, "0"), 0.37),
                            Map.entry(gpu(BUSY, "2"), 0.1),
                            Map.entry(gpu("inferometer_gpu_process_utilization_ratio", "0"), 0.21),
                            Map.entry(gpu("inferometer_gpu_memory_used_bytes", "0"), 10 * GIB),
                            Map.entry(gpu("inferometer_gpu_memory_used_bytes", "1:0"), 5 * GIB),
                            Map.entry(gpu("inferometer_gpu_memory_used_bytes", "1:2"), GIB),
                            Map.entry(gpu("inferometer_gpu_memory_used_bytes", "2"), 20 * GIB),
                            Map.entry(gpu("inferometer_gpu_memory_total_bytes", "0"), 80 * GIB),
                            Map.entry(gpu("inferometer_gpu_memory_total_bytes", "1:0"), 20 * GIB),
                            Map.entry(gpu("inferometer_gpu_memory_total_bytes", "1:2"), 20 * GIB),
                            Map.entry(gpu("inferometer_gpu_memory_total_bytes", "2"), 80 * GIB),
                            Map.entry(gpu("inferometer_gpu_process_memory_bytes", "0"), 3 * GIB),
                            Map.entry(gpu("inferometer_gpu_power_watts", "0"), 250.5),
                            Map.entry(gpu("inferometer_gpu_power_watts", "1"), 150.5),
                            Map.entry(gpu("inferometer_gpu_power_watts", "2"), 50.5),
                            Map.entry(gpu("inferometer_gpu_temperature_celsius", "0"), 55.0),
                            Map.entry(gpu("inferometer_gpu_temperature_celsius", "1"), 56.0),
                            Map.entry(gpu("inferometer_gpu_temperature_celsius", "2"), 57.0)));
            // Of GPU 1 in MIG mode no utilisation is known; its memory is one share of what its devices have.
            assertThat(metrics.get("api/snapshot"))
                    .containsPattern("\"gpuPercent\":47(\\.0)?[,}]")
                    .containsPattern("\"gpuMemoryPercent\":52\\.5[,}]");

            Files.writeString(behaviour, "lost");
            Map<String, Double> lost = await(metrics, samples -> !samples.containsKey(gpu(BUSY, "2")));
            assertThat(lost).containsKeys(gpu(BUSY, "0"), gpu("inferometer_gpu_memory_used_bytes", "1:0"));
            assertThat(gpus(lost).keySet()).noneMatch(name -> name.endsWith("\"2\"}"));
            assertThat(lost.get(FAILED)).isPositive();

            Files.writeString(behaviour, "hangs");
            Map<String, Double> hanging =
                    await(metrics, samples -> gpus(samples).isEmpty());
            Map<String, Double> later = await(
                    metrics,
                    samples -> samples.get("inferometer_process_cpu_seconds_total")
                                    > hanging.get("inferometer_process_cpu_seconds_total")
                            && samples.get(FAILED) > hanging.get(FAILED));
            assertThat(gpus(later)).isEmpty();

            Files.writeString(behaviour, "normal");
            await(metrics, samples -> gpus(samples).equals(gpus(normal)));

            Files.writeString(behaviour, "hangs");
            await(metrics, samples -> gpus(samples).isEmpty());
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.errLines()).isEqualTo(result.agentLines());
            assertThat(result.errLines())
                    .filteredOn(line -> line.contains("NVIDIA"))
                    .singleElement()
                    .asString()
                    .contains("NVML answers error 15");
            assertThat(classes).as("no process is forked").content().doesNotContain(" java.lang.ProcessBuilder ");
        }
    }

    @EachJdk
    void noNativeCodeRunsWhereTheJvmWouldWarn(Jdk jdk) {
        if (jdk.feature() >= 24) {
            // What the JDK does if nothing is said, as the last word on this command line.
            ForkedJvm restricted = jvm(jdk).agent("interval=1s").flags("--illegal-native-access=warn");
            oneLineSays(restricted, "--enable-native-access=ALL-UNNAMED, or set native-access=grant");
        }
        oneLineSays(jvm(jdk).agent("native-access=never"), "native-access=never keeps them away");
    }

    private static void oneLineSays(ForkedJvm how, String why) {
        try (RunningJvm jvm = how.start(Service.class)) {
            jvm.awaitErr("no figures of NVIDIA's GPUs: ");
            assertThat(gpus(jvm.metrics().samples())).isEmpty();
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.errLines()).isEqualTo(result.agentLines());
            assertThat(result.errLines())
                    .filteredOn(line -> line.contains("NVIDIA"))
                    .singleElement()
                    .asString()
                    .contains(why);
        }
    }

    @EachJdk
    void aLibraryThatIsNoneIsOneLine(Jdk jdk) throws IOException {
        Path library = directory.resolve("libnvidia-ml.so.1");
        Files.delete(library);
        Files.writeString(library, "a placeholder of a container's image");
        oneLineSays(jvm(jdk).agent("native-access=grant"), "libnvidia-ml.so.1");
    }

    /** The slim jar has no JNA. */
    @EachJdk
    void theSlimJarCallsWhereTheJdkCan(Jdk jdk) {
        ForkedJvm slim = jvm(jdk).agentJar(SLIM, "http.port=0");
        if (jdk.feature() < 22) {
            oneLineSays(slim, "native functions take JDK 22 or later, or JNA");
            return;
        }
        try (RunningJvm jvm = slim.flags("--enable-native-access=ALL-UNNAMED").start(Service.class)) {
            await(jvm.metrics(), samples -> samples.containsKey(gpu(BUSY, "0")));
            Result result = jvm.finish();
            assertThat(result.errLines()).isEqualTo(result.agentLines());
        }
    }

    private static String gpu(String metric, String gpu) {
        return metric + "{gpu=\"" + gpu + "\"}";
    }

    private static Map<String, Double> gpus(Map<String, Double> samples) {
        Map<String, Double> gpus = new TreeMap<>(samples);
        gpus.keySet().removeIf(name -> !name.startsWith("inferometer_gpu_"));
        return gpus;
    }

    private static Map<String, Double> await(Metrics metrics, Predicate<Map<String, Double>> condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        Map<String, Double> samples = metrics.samples();
        while (!condition.test(samples)) {
            assertThat(System.nanoTime()).as("%s", samples).isLessThan(end);
            LockSupport.parkNanos(50_000_000);
            samples = metrics.samples();
        }
        return samples;
    }
}
