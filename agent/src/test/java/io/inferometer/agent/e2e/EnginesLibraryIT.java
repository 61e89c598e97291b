package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Metrics;
import io.inferometer.agent.library.TinyOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Engines whose native libraries are hundreds of megabytes: by {@code -Dproofs=engines} alone. */
@Tag("engines")
class EnginesLibraryIT {

    private static final Path ENGINES = Path.of("target/engines").toAbsolutePath();

    /** What the engines unpack; shared by all runs. */
    private static final Path NATIVES = Path.of("target/engine-natives").toAbsolutePath();

    @TempDir
    Path directory;

    private ForkedJvm jvm(Jdk jdk, String engine, String application) {
        List<Path> classPath =
                LibraryRun.classPath(directory.resolve("classes"), application, TestJars.jars(ENGINES.resolve(engine)));
        return ForkedJvm.of(jdk)
                .classPath(classPath.toArray(new Path[0]))
                .timeout(Duration.ofMinutes(3))
                .environment("OPT_OUT_TRACKING", "true")
                .environment("DJL_CACHE_DIR", NATIVES.resolve("djl").toString())
                .environment("ORT_DISABLE_TELEMETRY", "1")
                .flags("-Dai.djl.offline=true")
                .flags("-Dorg.bytedeco.javacpp.cachedir=" + NATIVES.resolve("javacpp"));
    }

    @EachJdk
    void tensorFlow(Jdk jdk) throws IOException {
        ForkedJvm jvm = jvm(jdk, "tensorflow/1.1.0", "TensorFlowCalls").environment("TF_CPP_MIN_LOG_LEVEL", "2");
        if (jdk.feature() >= 24) {
            // TensorFlow's own: its protobuf and JavaCPP use it.
            jvm.flags("--sun-misc-unsafe-memory-access=allow");
        }
        Map<String, Double> samples = LibraryRun.assertExact(
                jvm, "TensorFlowCalls", directory.resolve("churn").toString());
        assertThat(samples.keySet())
                .anyMatch(sample -> sample.startsWith("inferometer_model_info{model=\"churn\"")
                        && sample.contains("library=\"tensorflow\",engine=\"TensorFlow\",engine_version=\"1.1.0\""));
    }

    @EachJdk
    void djlOverPyTorch(Jdk jdk) throws IOException {
        Map<String, Double> samples = LibraryRun.assertExact(
                jvm(jdk, "djl-pytorch/0.36.0", "DjlPyTorchCalls"),
                "DjlPyTorchCalls",
                Files.createDirectory(directory.resolve("model")).toString());
        assertThat(samples.keySet())
                .anyMatch(sample -> sample.startsWith("inferometer_model_info{model=\"made\"")
                        && sample.contains("engine=\"PyTorch\",engine_version=\"2.7.1\",device=\"cpu\""));
        assertThat(LibraryRun.openHandles(samples, "djl", "array"))
                .as("left open, one in ten of a thousand, beside the network's parameters of the model that was made")
                .isEqualTo(100);
        assertThat(Metrics.sum(samples, "inferometer_native_handles_opened_total", "library=\"djl\"", "kind=\"array\""))
                .isGreaterThan(1_000);
    }

    @EachJdk
    void theOldestAndTheNewestOnnxRuntime(Jdk jdk) throws IOException {
        Path model = Files.write(directory.resolve("churn.onnx"), TinyOnnx.identity("graph", 3));
        for (String release : List.of("1.20.0", "1.29.0")) {
            Map<String, Double> samples = LibraryRun.assertExact(
                    jvm(jdk, "onnxruntime/" + release, "OnnxRuntimeCalls"), "OnnxRuntimeCalls", model.toString());
            assertThat(LibraryRun.openHandles(samples, "onnxruntime", "options"))
                    .as("made by createSession where it is given none, and never closed")
                    .isEqualTo(4);
            for (String kind : List.of("tensor", "result", "session")) {
                assertThat(LibraryRun.openHandles(samples, "onnxruntime", kind))
                        .as(kind)
                        .isZero();
            }
            assertThat(samples.keySet())
                    .anyMatch(sample -> sample.startsWith("inferometer_model_info{model=\"churn\"")
                            && sample.contains("engine_version=\"" + release + "\""));
        }
    }

    @EachJdk
    void xgBoostInBetween(Jdk jdk) {
        LibraryRun.assertExact(jvm(jdk, "xgboost4j/3.0.4", "XgBoostCalls"), "XgBoostCalls", directory.toString());
    }
}
