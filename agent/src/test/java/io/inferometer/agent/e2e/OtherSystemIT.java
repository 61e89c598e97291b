package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.agent.it.app.Service;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that takes Linux for macOS: the shipped OSHI is loaded, its native part does not fit, and the JVM's beans tell what they can. */
@EnabledOnOs(OS.LINUX)
class OtherSystemIT {

    @TempDir
    Path directory;

    @EachJdk
    void whereOshiDoesNotStartTheBeansTellAndOneLineSaysWhy(Jdk jdk) {
        beansTell(jdk, "native-access=grant", "OSHI does not start: java.lang.UnsatisfiedLinkError: ");
    }

    @EachJdk
    void withoutLeaveOshiIsNotStarted(Jdk jdk) {
        beansTell(
                jdk,
                jdk.feature() < 24 ? "native-access=never" : "",
                jdk.feature() < 24 ? "native-access=never keeps them away" : "set native-access=grant");
    }

    private void beansTell(Jdk jdk, String option, String why) {
        ForkedJvm macOs = ForkedJvm.of(jdk)
                .flags("-Dos.name=Mac OS X", "-Djna.tmpdir=" + directory)
                .agent("interval=1s" + (option.isEmpty() ? "" : "," + option));
        try (RunningJvm jvm = macOs.start(Service.class)) {
            jvm.awaitErr("host metrics on Mac OS X come from the JVM's own beans");
            assertThat(jvm.metrics().samples())
                    .containsKey("inferometer_host_memory_total_bytes")
                    .doesNotContainKey("inferometer_host_network_received_bytes_total");
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.errLines()).isEqualTo(result.agentLines());
            assertThat(result.errLines())
                    .filteredOn(line -> line.contains("host metrics"))
                    .singleElement()
                    .asString()
                    .contains(why);
        }
    }
}
