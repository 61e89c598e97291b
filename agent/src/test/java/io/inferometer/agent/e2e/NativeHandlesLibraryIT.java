package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.e2e.app.HandleCalls;
import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.RunningJvm;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Native objects of ONNX Runtime that are opened and closed, or not closed. */
class NativeHandlesLibraryIT {

    private static final String PREFIX = "inferometer_native_handles_";

    @EachJdk
    void oneTensorInAHundredLeaks(Jdk jdk) {
        assertThat(run(jdk, 100))
                .containsEntry(open("tensor"), 10.0)
                .containsEntry(opened("tensor"), 2_000.0)
                .containsEntry(open("result"), 0.0)
                .containsEntry(open("session"), 0.0)
                .containsEntry(open("options"), 0.0);
    }

    @EachJdk
    void whatIsClosedTwiceOrByItsOwnerIsClosedOnce(Jdk jdk) {
        assertThat(run(jdk, 0))
                .containsEntry(open("tensor"), 0.0)
                .containsEntry(opened("tensor"), 2_000.0)
                .containsEntry(open("result"), 0.0)
                .containsEntry(opened("result"), 1_000.0)
                .containsEntry(open("session"), 0.0)
                .containsEntry(opened("session"), 1.0)
                .containsEntry(open("options"), 0.0)
                .containsEntry(opened("options"), 1.0);
    }

    @OneJdk
    void theyCanBeLeftUncounted(Jdk jdk) {
        assertThat(run(jdk, 100, "native-handles=false")).isEmpty();
    }

    private static Map<String, Double> run(Jdk jdk, int leakEach, String... options) {
        ForkedJvm jvm = ForkedJvm.of(jdk)
                .classPath(Path.of("target/test-classes"), OnnxRun.onnxRuntime())
                .flags("--enable-native-access=ALL-UNNAMED")
                .agent(options);
        try (RunningJvm running = jvm.start(HandleCalls.class, Integer.toString(leakEach))) {
            running.awaitOut("^all closed$");
            Map<String, Double> handles = new TreeMap<>(running.metrics().samples());
            handles.keySet().removeIf(sample -> !sample.startsWith(PREFIX));
            assertThat(running.finish().exitCode()).isZero();
            return handles;
        }
    }

    private static String open(String kind) {
        return sample("open", kind);
    }

    private static String opened(String kind) {
        return sample("opened_total", kind);
    }

    private static String sample(String metric, String kind) {
        return PREFIX + metric + "{library=\"onnxruntime\",model=\"\",kind=\"" + kind + "\"}";
    }
}
