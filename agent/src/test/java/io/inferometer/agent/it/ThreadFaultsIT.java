package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.Assault;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is thrown at an agent thread, it goes on, and the application's default handler does not see it. */
@Tag("safety")
class ThreadFaultsIT {

    private static final String APP = Assault.class.getName();

    @TempDir
    Path directory;

    @EachJdk
    void interruptedAndStoppedThreadsGoOn(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .agent(
                        "exporters=http,file,cloudwatch",
                        "file.path=" + directory.resolve(jdk.feature() + ".jsonl"),
                        "aws.endpoint=http://127.0.0.1:9",
                        "aws.region=eu-west-1",
                        "spool.directory=" + directory.resolve("spool"),
                        "interval=1s",
                        "shutdown.timeout=1s",
                        "methods=" + APP + "#score@score")
                .environment("AWS_ACCESS_KEY_ID", "AKID")
                .environment("AWS_SECRET_ACCESS_KEY", "secret")
                .start(Assault.class)) {
            jvm.awaitOut("^ready$");
            Metrics metrics = jvm.metrics();
            assertThat(metrics.calls()).isEqualTo(1_000);
            jvm.awaitErr("exporter cloudwatch: ");
            jvm.send("go");
            assertThat(jvm.awaitOut("same threads (.*)").group(1))
                    .startsWith("true")
                    .contains(
                            "inferometer-aggregator",
                            "inferometer-exporter-cloudwatch",
                            "inferometer-exporter-file",
                            "inferometer-http",
                            "inferometer-scheduler",
                            "inferometer-spool");
            assertThat(metrics.calls()).isEqualTo(2_000);
            jvm.send("end");
            Result result = jvm.finish();
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.err()).doesNotContain("Exception in thread", "\tat ");
        }
    }
}
