package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.OpenedPackages;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Libraries look whether internals of the JDK are open to them, and go other ways where they are: they find what they find without the agent. */
@Tag("safety")
class EncapsulationIT {

    @TempDir
    Path directory;

    @EachJdk
    void theApplicationMayUseNoMoreOfTheJdk(Jdk jdk) {
        ForkedJvm fork = ForkedJvm.of(jdk)
                .agent("exporters=http,file", "file.path=" + directory.resolve("windows"), "interval=1s", "clock=tsc");
        try (RunningJvm jvm = fork.start(OpenedPackages.class)) {
            jvm.awaitOut("^result 1$");
            // What the agent asks the JDK for, it has asked for by then.
            jvm.awaitErr("clock=tsc");
            assertThat(jvm.metrics().calls("success")).isEqualTo(Map.of("scored", 1L));
            assertThat(jvm.finish().out()).endsWith("opened []\n");
        }
    }
}
