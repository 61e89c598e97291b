package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.Overwriting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The agent's jar is overwritten in place while the JVM runs: what was not read of it is lost, and nothing else is. */
@Tag("safety")
class OverwrittenJarFaultsIT {

    private static final String APP = Overwriting.class.getName();

    @TempDir
    Path directory;

    @EachJdk
    void whatRunsGoesOnAndEndsWell(Jdk jdk) throws IOException {
        Path windows = directory.resolve(jdk.feature() + ".jsonl");
        try (RunningJvm jvm = start(jdk, "run", windows, 4_000)) {
            Metrics metrics = jvm.metrics();
            jvm.awaitOut("^overwritten$");
            assertThat(metrics.calls("success")).containsEntry("score", 10L);
            jvm.send("end");
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.err()).doesNotContain("Exception in thread", "\tat ");
        }
        String last = Files.readString(windows);
        assertThat(last.lines().mapToInt(line -> calls(line)).sum()).isGreaterThanOrEqualTo(10);
    }

    private static int calls(String line) {
        int at = line.indexOf("\"recorded\":");
        return Integer.parseInt(line.substring(at + 11, line.indexOf(',', at)));
    }

    @EachJdk
    void beforeTheAgentHasBegunItCostsWhatLiesOutsideItsOwnArchive(Jdk jdk) throws IOException {
        try (RunningJvm jvm = start(jdk, "begin", directory.resolve("none.jsonl"), 0)) {
            jvm.awaitOut("^overwritten$");
            jvm.awaitErr(
                    "exporter file is off: .* was overwritten while this JVM uses it: exporters/file cannot be read");
            assertThat(jvm.metrics().calls("success"))
                    .containsEntry("score", 10L)
                    .containsEntry("later", 5L);
            jvm.send("end");
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.err()).doesNotContain("Exception in thread", "\tat ");
        }
    }

    @EachJdk
    void beforeAnythingWasReadItIsALineAndNoAgent(Jdk jdk) throws IOException {
        try (RunningJvm jvm = start(jdk, "nothing", "", 0)) {
            jvm.awaitOut("^overwritten$");
            jvm.awaitErr("ERROR the agent did not start .* was overwritten while this JVM uses it: agent/core");
            jvm.send("end");
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.errLines()).hasSize(1);
        }
    }

    private RunningJvm start(Jdk jdk, String name, Path windows, int millis) throws IOException {
        return start(
                jdk,
                name,
                "interval=1s,exporters=http,file,file.path=" + windows + ",methods=" + APP + "#score@score," + APP
                        + "$Later#score@later",
                millis);
    }

    private RunningJvm start(Jdk jdk, String name, String options, int millis) throws IOException {
        Path jar = Files.copy(ForkedJvm.AGENT, directory.resolve(name + jdk.feature() + ".jar"));
        byte[] other = new byte[100_000];
        new Random(1).nextBytes(other);
        Path content = Files.write(directory.resolve("other"), other);
        return ForkedJvm.of(jdk)
                .agentJar(jar, "http.port=0," + options)
                .start(Overwriting.class, jar.toString(), content.toString(), Integer.toString(millis));
    }
}
