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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DJL over ONNX Runtime, in the oldest and the newest release that the agent speaks of: each layer has its own figures. */
class DjlLibraryIT {

    private static final String OLDEST = "0.28.0";
    private static final String NEWEST = "0.38.0";
    private static final String BATCH = "batchPredict(Ljava/util/List;)Ljava/util/List;";
    private static final String INNER =
            "predictInternal(Lai/djl/translate/TranslatorContext;Lai/djl/ndarray/NDList;)Lai/djl/ndarray/NDList;";

    @TempDir
    Path directory;

    private static List<Path> jars(String release) {
        return TestJars.jars(Path.of("target/djl", release));
    }

    @EachJdk
    void everyCallCountsOnceInEachLayer(Jdk jdk) throws IOException {
        Path model = Files.createDirectory(directory.resolve("tiny-" + jdk.feature()));
        Files.write(model.resolve("model.onnx"), TinyOnnx.identity("graph", 3));
        for (String release : List.of(OLDEST, NEWEST)) {
            List<Path> libraries = new ArrayList<>(jars(release));
            libraries.add(OnnxRun.onnxRuntime());
            List<Path> classPath = LibraryRun.classPath(directory.resolve(release), "DjlCalls", libraries);
            ForkedJvm jvm = ForkedJvm.of(jdk)
                    .classPath(classPath.toArray(new Path[0]))
                    .environment("OPT_OUT_TRACKING", "true")
                    .environment("DJL_CACHE_DIR", directory.resolve("cache").toString())
                    .flags("-Dai.djl.offline=true");
            Map<String, Double> samples = LibraryRun.assertExact(jvm, "DjlCalls", model.toString());
            assertThat(samples.keySet())
                    .anyMatch(sample -> sample.startsWith("inferometer_model_info{model=\"found\"")
                            && sample.contains("engine=\"OnnxRuntime\"")
                            && sample.endsWith(",device=\"cpu\"}"))
                    .contains(
                            "inferometer_model_info{model=\"model\",version=\"\",library=\"onnxruntime\",engine=\"ONNX Runtime\","
                                    + "engine_version=\"1.23.2\",device=\"cpu\"}");
            assertThat(LibraryRun.openHandles(samples, "djl", "array")).isZero();
            assertThat(LibraryRun.openHandles(samples, "onnxruntime", "tensor")).isZero();
            assertThat(LibraryRun.openHandles(samples, "onnxruntime", "session"))
                    .isZero();
            assertThat(LibraryRun.openHandles(samples, "djl", "manager"))
                    .as("the engine's own")
                    .isEqualTo(1);
            assertThat(Metrics.sum(samples, "inferometer_native_handles_opened_total", "kind=\"array\""))
                    .isGreaterThanOrEqualTo(160);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OLDEST, NEWEST})
    void oneMethodPredictsAllAndKnowsItsModel(String release) {
        JarClass predictor = JarClass.read(jars(release), "ai.djl.inference.Predictor");
        assertThat(predictor.visible("predict", "batchPredict", "streamingPredict"))
                .containsExactlyInAnyOrder(
                        "predict(Ljava/lang/Object;)Ljava/lang/Object;",
                        BATCH,
                        "streamingPredict(Ljava/lang/Object;)"
                                + "Lai/djl/inference/streaming/StreamingTranslator$StreamOutput;");
        assertThat(predictor.calledBy("predict(Ljava/lang/Object;)Ljava/lang/Object;"))
                .containsExactly(BATCH);
        assertThat(predictor.calledBy(BATCH)).contains(INNER).doesNotContain(BATCH);
        assertThat(predictor.fields()).contains("model Lai/djl/Model;", "manager Lai/djl/ndarray/NDManager;");
    }

    @ParameterizedTest
    @ValueSource(strings = {OLDEST, NEWEST})
    void modelsAreLoadedByCriteriaOrByThemselves(String release) {
        assertThat(JarClass.read(jars(release), "ai.djl.repository.zoo.Criteria")
                        .visible("loadModel"))
                .containsExactly("loadModel()Lai/djl/repository/zoo/ZooModel;");
        JarClass model = JarClass.read(jars(release), "ai.djl.Model");
        assertThat(model.isAbstract("load(Ljava/nio/file/Path;Ljava/lang/String;Ljava/util/Map;)V"))
                .isTrue();
        assertThat(model.isAbstract("load(Ljava/io/InputStream;Ljava/util/Map;)V"))
                .isTrue();
        assertThat(model.isAbstract("close()V")).isTrue();
        assertThat(model.isAbstract("getName()Ljava/lang/String;")).isTrue();
        for (String wrapped : List.of("ai.djl.repository.zoo.ZooModel", "ai.djl.onnxruntime.engine.OrtModel")) {
            assertThat(JarClass.read(jars(release), wrapped).visible("load", "close"))
                    .as(wrapped)
                    .hasSize(3);
        }
    }
}
