package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Metrics;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.agent.library.TinyOnnx;
import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.ReceiverOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/** Libraries that call ONNX Runtime: MiniLM and small models, and each layer's own figures where it has them. */
class AboveOnnxRuntimeLibraryIT {

    private static final String CALLS = "inferometer_inference_duration_seconds_count";

    /** Whose cache of native libraries is shared by all runs. */
    private static final Path NATIVES = Path.of("target/djl-cache").toAbsolutePath();

    @TempDir
    Path directory;

    @EachJdk
    void langChain4jAndItsRunsCountOnceEach(Jdk jdk) throws IOException {
        for (String release : List.of("1.0.0", "1.20.0")) {
            Path folder = Files.createDirectory(directory.resolve(release));
            Files.write(folder.resolve("scores.onnx"), TinyOnnx.scores("graph"));
            LibraryRun.assertExact(
                    jvm(jdk, "langchain4j/" + release, "LangChain4jCalls"),
                    "LangChain4jCalls",
                    folder.toString(),
                    release.equals("1.0.0") ? "OnnxEmbeddingModel" : "mini");
        }
    }

    /**
     * What an endpoint's sum and the page's totals tell is what the application called; heartbeats have no sums, and each layer's own
     * figures.
     */
    @OneJdk
    void sumsCountACallOverOnnxRuntimeOnce(Jdk jdk) throws IOException {
        Files.write(directory.resolve("scores.onnx"), TinyOnnx.scores("graph"));
        try (Receiver receiver = Receiver.start(ReceiverOptions.defaults())) {
            ForkedJvm agent = AwsSettings.signed(jvm(jdk, "langchain4j/1.20.0", "LangChain4jCalls"))
                    .agent(AwsSettings.options(
                            receiver.address(),
                            "exporters=http,cloudwatch,sagemaker-edge",
                            "endpoint.name=texts",
                            // Loading the AWS SDK can take seconds on a busy machine.
                            "shutdown.timeout=30s"));
            Map<String, Double> samples;
            JsonNode models;
            try (RunningJvm running = LibraryRun.start(agent, "LangChain4jCalls", directory.toString(), "mini")) {
                samples = LibraryRun.assertBooked(running, Pattern.compile(""));
                models = new ObjectMapper()
                        .readTree(running.metrics().get("api/snapshot"))
                        .path("models");
                assertThat(running.finish().exitCode()).isZero();
            }
            double outer = Metrics.sum(samples, CALLS, "library=\"langchain4j\"");
            double inner = Metrics.sum(samples, CALLS, "library=\"onnxruntime\"");
            assertThat(outer).isGreaterThan(200).isLessThan(inner);
            assertThat((double) pageTotal(models)).isEqualTo(outer);
            assertThat(receiver.received()
                            .metricData()
                            .sum(
                                    "Inferometer",
                                    "Invocations",
                                    Map.of("EndpointName", "texts", "VariantName", "AllTraffic")))
                    .isEqualTo(outer);
            assertThat(heartbeatCount(receiver, "langchain4j")).isEqualTo(outer);
            assertThat(heartbeatCount(receiver, "onnxruntime")).isEqualTo(inner);
        }
    }

    /** As the page adds: without models that another library with calls makes the calls of. */
    private static long pageTotal(JsonNode models) {
        Set<String> called = new HashSet<>();
        for (JsonNode model : models) {
            if (model.path("total").path("count").asLong() > 0) {
                called.add(model.path("library").asText());
            }
        }
        long total = 0;
        for (JsonNode model : models) {
            total += called.contains(model.path("beneath").asText())
                    ? 0
                    : model.path("total").path("count").asLong();
            assertThat(model.path("engine").path("device").asText())
                    .isEqualTo(model.path("library").asText().equals("onnxruntime") ? "cpu" : "");
        }
        return total;
    }

    private static double heartbeatCount(Receiver receiver, String library) {
        return receiver.received().models().entrySet().stream()
                .filter(model -> model.getKey().startsWith(library))
                .mapToDouble(model -> model.getValue().inferenceCount())
                .sum();
    }

    @EachJdk
    void springAiIsMeasuredBeneath(Jdk jdk) {
        LibraryRun.assertExact(jvm(jdk, "spring-ai/2.0.1", "SpringAiCalls"), "SpringAiCalls");
    }

    @EachJdk
    void openNlpIsMeasuredBeneath(Jdk jdk) throws IOException {
        Files.write(directory.resolve("scores.onnx"), TinyOnnx.scores("graph"));
        Files.write(directory.resolve("vocabulary.txt"), List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "text"));
        LibraryRun.assertExact(
                jvm(jdk, "opennlp-dl/2.4.0", "OpenNlpOnnxCalls"), "OpenNlpOnnxCalls", directory.toString());
    }

    private ForkedJvm jvm(Jdk jdk, String libraries, String application) {
        List<Path> jars = new ArrayList<>(TestJars.jars(Path.of("target").resolve(libraries)));
        jars.add(OnnxRun.onnxRuntime());
        List<Path> classPath = LibraryRun.classPath(directory.resolve("classes-" + libraries), application, jars);
        return ForkedJvm.of(jdk)
                .classPath(classPath.toArray(new Path[0]))
                .environment("OPT_OUT_TRACKING", "true")
                .environment("DJL_CACHE_DIR", NATIVES.toString())
                .flags("-Dai.djl.offline=true");
    }
}
