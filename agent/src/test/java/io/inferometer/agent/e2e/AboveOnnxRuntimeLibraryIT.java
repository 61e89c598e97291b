package io.inferometer.agent.e2e;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.library.TinyOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Libraries that call ONNX Runtime: MiniLM and small models, and each layer's own figures where it has them. */
class AboveOnnxRuntimeLibraryIT {

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
