package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.library.TinyOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Models on many threads, closed under their callers, and loaded thousands of times in a small heap. */
class ManyLoadsLibraryIT {

    @TempDir
    Path directory;

    @EachJdk
    void everyCallCountsAndNothingStays(Jdk jdk) throws IOException {
        Path model = Files.write(directory.resolve("shared.onnx"), TinyOnnx.identity("graph", 3, 7));
        List<Path> libraries = new ArrayList<>(TestJars.jars(Path.of("target/xgboost4j/1.7.6")));
        libraries.add(OnnxRun.onnxRuntime());
        List<Path> classPath = LibraryRun.classPath(directory.resolve("classes"), "ManyLoads", libraries);
        ForkedJvm jvm = ForkedJvm.of(jdk)
                .classPath(classPath.toArray(new Path[0]))
                .timeout(Duration.ofMinutes(2))
                .flags("-Xmx40m", "-Djava.io.tmpdir=" + Files.createDirectory(directory.resolve("temporary")));
        Map<String, Double> samples = LibraryRun.assertExact(jvm, "ManyLoads", model.toString());
        assertThat(samples)
                .containsEntry(
                        "inferometer_models_loaded{model=\"shared\",version=\"7\",library=\"onnxruntime\"}", 0.0);
        for (String kind : List.of("tensor", "result", "session", "options")) {
            assertThat(LibraryRun.openHandles(samples, "onnxruntime", kind))
                    .as(kind)
                    .isZero();
        }
        assertThat(samples.keySet().stream()
                        .filter(sample -> sample.startsWith("inferometer_model_loads_total{")
                                && sample.contains("library=\"onnxruntime\"")))
                .as("two models, two outcomes")
                .hasSize(4);
    }
}
