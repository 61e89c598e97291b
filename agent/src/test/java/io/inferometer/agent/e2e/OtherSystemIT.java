package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.agent.it.app.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that takes Linux for macOS: the shipped OSHI is loaded, its native part does not fit, and the JVM's beans tell what they can. */
@EnabledOnOs(OS.LINUX)
class OtherSystemIT {

    @TempDir
    Path directory;

    @EachJdk
    void whereOshiDoesNotStartTheBeansTellAndOneLineSaysWhy(Jdk jdk) throws IOException, InterruptedException {
        beansTell(jdk, "native-access=grant", "OSHI does not start: java.lang.UnsatisfiedLinkError: ");
    }

    @EachJdk
    void withoutLeaveOshiIsNotStarted(Jdk jdk) throws IOException, InterruptedException {
        beansTell(
                jdk,
                jdk.feature() < 24 ? "native-access=never" : "",
                jdk.feature() < 24 ? "native-access=never keeps them away" : "set native-access=grant");
    }

    /** Without the page: JDK 17 looks for sockets of macOS. */
    private void beansTell(Jdk jdk, String option, String why) throws IOException, InterruptedException {
        Path windows = directory.resolve("windows.jsonl");
        ForkedJvm macOs = ForkedJvm.of(jdk)
                .flags("-Dos.name=Mac OS X", "-Djna.tmpdir=" + directory)
                .agent("interval=1s,exporters=file,file.path=" + windows + (option.isEmpty() ? "" : "," + option));
        try (RunningJvm jvm = macOs.start(Service.class)) {
            jvm.awaitErr("host metrics on Mac OS X come from the JVM's own beans");
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!Files.exists(windows) || !Files.readString(windows).contains("\"memoryPercent\":")) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.sleep(50);
                jvm.send("1");
            }
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
