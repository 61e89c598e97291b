package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.e2e.app.ScoreCalls;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.sigv4.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with a backend or its settings: the application is not harmed, and one line says what to do. */
@Tag("safety")
class UnusableBackendIT {

    private static final String EXPORTERS = "exporters=sagemaker-metrics,sagemaker-edge";
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(4);
    private static final String TIMEOUT_OPTION = "shutdown.timeout=4s";

    /** What a JVM takes to end on a busy machine, with nothing to wait for. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    private static final String KEPT =
            "exporter sagemaker-metrics: \\d+ windows not delivered yet; they wait in \\S+ for the next start";

    /** Heartbeats are never kept. */
    private static final String LOST =
            "exporter sagemaker-edge: \\d+ windows could not be delivered within shutdown\\.timeout=4000ms and are lost";

    @TempDir
    static Path directory;

    @OneJdk
    void noOneListens(Jdk jdk) {
        assertHarmless(
                AwsSettings.signed(ForkedJvm.of(jdk))
                        .agentWithExactly(AwsSettings.options(NOWHERE, EXPORTERS, TIMEOUT_OPTION)),
                "exporter sagemaker-metrics: no answer: ConnectException: .*check aws\\.endpoint.*",
                "exporter sagemaker-edge: no answer: ConnectException: .*check aws\\.endpoint.*",
                KEPT,
                LOST);
    }

    @OneJdk
    void theEndpointHangs(Jdk jdk) throws IOException {
        try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            URI endpoint = URI.create("http://127.0.0.1:" + hanging.getLocalPort());
            ForkedJvm jvm = AwsSettings.signed(ForkedJvm.of(jdk))
                    .agentWithExactly(AwsSettings.options(endpoint, EXPORTERS, TIMEOUT_OPTION));
            assertHarmless(jvm, KEPT, LOST);
        }
    }

    @OneJdk
    void theCredentialsAreWrong(Jdk jdk) throws IOException {
        Credentials others = Credentials.of("AKIDOTHEREXAMPLE", "another-secret");
        try (Receiver receiver = Receiver.start(ReceiverOptions.defaults().withCredentials(others))) {
            assertHarmless(
                    AwsSettings.signed(ForkedJvm.of(jdk))
                            .agentWithExactly(AwsSettings.options(receiver.address(), EXPORTERS, TIMEOUT_OPTION)),
                    "exporter sagemaker-metrics: HTTP 403: The access key id AKID\\*{3} .*Check credentials, region and clock.*",
                    "exporter sagemaker-edge: HTTP 403: The access key id AKID\\*{3} .*Check credentials, region and clock.*",
                    KEPT,
                    LOST);
        }
    }

    @OneJdk
    void thereAreNoCredentials(Jdk jdk) {
        assertHarmless(
                AwsSettings.unsigned(ForkedJvm.of(jdk))
                        .agentWithExactly(AwsSettings.options(NOWHERE, EXPORTERS, TIMEOUT_OPTION)),
                "exporter sagemaker-metrics: no AWS credentials found: set AWS_ACCESS_KEY_ID .*",
                "exporter sagemaker-edge: no AWS credentials found: set AWS_ACCESS_KEY_ID .*",
                KEPT,
                LOST);
    }

    @OneJdk
    void thereIsNoRegion(Jdk jdk) {
        assertHarmless(
                AwsSettings.signed(ForkedJvm.of(jdk))
                        .agentWithExactly(AwsSettings.options(NOWHERE, EXPORTERS, TIMEOUT_OPTION)
                                .replace("aws.region=us-east-1,", "")),
                "exporter sagemaker-metrics: no AWS region found: set aws\\.region.*",
                "exporter sagemaker-edge: no AWS region found: set aws\\.region.*",
                KEPT,
                LOST);
    }

    @OneJdk
    void trialComponentAndFleetAreMissing(Jdk jdk) {
        assertHarmless(
                AwsSettings.signed(ForkedJvm.of(jdk))
                        .agentWithExactly(EXPORTERS + ",interval=1s,aws.region=us-east-1,aws.endpoint=" + NOWHERE + ","
                                + TIMEOUT_OPTION),
                "exporter sagemaker-metrics is off: sagemaker-metrics\\.trial-component is missing: set it to .*",
                "exporter sagemaker-edge is off: sagemaker-edge\\.device-fleet-name is missing: set it to .*");
    }

    @OneJdk
    void trialComponentAndFleetCannotBeUsed(Jdk jdk) {
        assertHarmless(
                AwsSettings.signed(ForkedJvm.of(jdk))
                        .agentWithExactly(AwsSettings.options(NOWHERE, EXPORTERS, TIMEOUT_OPTION)
                                .replace("=trial", "=Wrong_Trial")
                                .replace("=fleet", "=wrong fleet!")),
                "exporter sagemaker-metrics is off: sagemaker-metrics\\.trial-component=Wrong_Trial cannot be used: set.*",
                "exporter sagemaker-edge is off: sagemaker-edge\\.device-fleet-name=wrong fleet! cannot be used: set.*");
    }

    /** The agent says its greeting and, in any order, exactly one line for each expression. */
    private static void assertHarmless(ForkedJvm jvm, String... expected) {
        try (RunningJvm running =
                jvm.environment("XDG_STATE_HOME", directory.toString()).start(ScoreCalls.class, "1", "1000")) {
            running.awaitOut("^success \\d+ client \\d+ server \\d+\n");
            long end = System.nanoTime();
            Result result = running.finish();
            assertThat(Duration.ofNanos(System.nanoTime() - end)).isLessThan(SHUTDOWN_TIMEOUT.plus(SLACK));
            assertThat(result.exitCode()).isZero();
            assertThat(result.out()).isEqualTo("success 880 client 100 server 20\n");
            List<String> lines = result.errLines();
            assertThat(lines).as(result.err()).hasSize(1 + expected.length);
            assertThat(lines.get(0)).matches("\\S+Z inferometer INFO inferometer \\S+ measures \\S+ScoreCalls");
            for (String line : expected) {
                assertThat(lines.subList(1, lines.size()))
                        .filteredOn(said -> said.matches("\\S+Z inferometer (WARN|INFO) " + line))
                        .as(line)
                        .hasSize(1);
            }
            assertThat(result.err())
                    .doesNotContain(ReceiverOptions.EXAMPLE_CREDENTIALS.secretKey())
                    .doesNotContain(ReceiverOptions.EXAMPLE_CREDENTIALS.accessKey());
        }
    }
}
