package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** On which device ONNX Runtime runs a model: by classes that have its methods, as its own refuse a device that is not there. */
class OnnxDevicesLibraryIT {

    private static final Map<String, String> CLASSES = Map.of(
            "ai/onnxruntime/OrtSession.java",
            """
            package ai.onnxruntime;
            public class OrtSession {
                private boolean closed;
                public Object run(java.util.Map<String, ?> inputs) {
                    return run(inputs, null);
                }
                public Object run(java.util.Map<String, ?> inputs, Object options) {
                    return inputs;
                }
                public void close() {
                    closed = true;
                }
                public static class SessionOptions {
                    private boolean closed;
                    public void addCUDA() {
                        addCUDA(0);
                    }
                    public void addCUDA(int index) {
                        if (index > 7) {
                            throw new IllegalStateException("no such device");
                        }
                    }
                    public void addCUDA(ai.onnxruntime.providers.OrtCUDAProviderOptions options) {}
                    public void addCoreML() {}
                    public void close() {
                        closed = true;
                    }
                }
            }
            """,
            "ai/onnxruntime/OrtEnvironment.java",
            """
            package ai.onnxruntime;
            public class OrtEnvironment {
                public OrtSession createSession(String path, OrtSession.SessionOptions options) {
                    return createSession(path, null, options);
                }
                OrtSession createSession(String path, Object allocator, OrtSession.SessionOptions options) {
                    return new OrtSession();
                }
            }
            """,
            "ai/onnxruntime/providers/OrtCUDAProviderOptions.java",
            """
            package ai.onnxruntime.providers;
            public class OrtCUDAProviderOptions {
                public String getOptionsString() {
                    return "arena_extend_strategy=kSameAsRequested;device_id=2";
                }
            }
            """);

    @TempDir
    Path directory;

    @OneJdk
    void eachModelTellsItsDevice(Jdk jdk) {
        Path library = TestJars.compile(directory.resolve("library"), CLASSES, "--class-path", List.of());
        List<Path> classPath = LibraryRun.classPath(directory.resolve("classes"), "OnnxDevices", List.of(library));
        Map<String, Double> samples =
                LibraryRun.assertExact(ForkedJvm.of(jdk).classPath(classPath.toArray(new Path[0])), "OnnxDevices");
        for (Map.Entry<String, String> device : Map.of(
                        "plain", "cpu", "first", "cuda:0", "second", "cuda:1", "third", "cuda:2", "apple", "coreml",
                        "refused", "cpu")
                .entrySet()) {
            assertThat(samples.keySet())
                    .anyMatch(sample -> sample.startsWith("inferometer_model_info{model=\"" + device.getKey() + "\"")
                            && sample.endsWith(",device=\"" + device.getValue() + "\"}"));
        }
    }
}
