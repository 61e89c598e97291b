package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.e2e.app.ScoreCalls;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.sagemaker.MetricItem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What was measured for one destination never goes to another, wherever the destination is named. */
class DestinationFaultsIT {

    @TempDir
    private Path directory;

    private Receiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = Receiver.start(ReceiverOptions.defaults());
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private RunningJvm start(Jdk jdk, int calls, Map<String, String> environment) {
        ForkedJvm jvm = AwsSettings.signed(ForkedJvm.of(jdk));
        environment.forEach(jvm::environment);
        return jvm.agentWithExactly(String.join(
                        ",",
                        "interval=1s",
                        "service-name=service",
                        "exporters=sagemaker-metrics",
                        "sagemaker-metrics.trial-component=trial",
                        "shutdown.timeout=1s",
                        "spool.directory=" + directory.resolve("spool-" + jdk.feature())))
                .start(ScoreCalls.class, "1", Integer.toString(calls));
    }

    private void runInVain(Jdk jdk, int calls, String region) {
        Map<String, String> environment =
                Map.of("AWS_REGION", region, "AWS_ENDPOINT_URL_SAGEMAKER_METRICS", "http://127.0.0.1:1");
        try (RunningJvm running = start(jdk, calls, environment)) {
            running.awaitErr("exporter sagemaker-metrics: no answer");
            assertThat(running.finish().err()).contains("for the next start");
        }
    }

    /** Waits until as many calls as expected are received, and then some. */
    private void runUntilReceived(Jdk jdk, int calls, int expected) throws InterruptedException {
        Map<String, String> environment = Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_ENDPOINT_URL", receiver.address().toString(),
                "HTTPS_PROXY", "http://127.0.0.1:1");
        try (RunningJvm running = start(jdk, calls, environment)) {
            for (int i = 0; i < 600 && received() < expected; i++) {
                Thread.sleep(100);
            }
            Thread.sleep(3_000);
            running.finish();
        }
        assertThat(received()).isEqualTo(expected);
    }

    @OneJdk
    void namedByTheEnvironment(Jdk jdk) throws InterruptedException {
        receiver.reset();
        runInVain(jdk, 5, "us-east-1");
        runUntilReceived(jdk, 7, 7);
        runUntilReceived(jdk, 2, 9);
        receiver.faults(Fault.error(503, "ServiceUnavailable"));
        Map<String, String> environment = Map.of(
                "AWS_REGION",
                "us-east-1",
                "AWS_ENDPOINT_URL",
                receiver.address().toString());
        try (RunningJvm running = start(jdk, 11, environment)) {
            running.awaitErr("exporter sagemaker-metrics: ");
            running.finish();
        }
        receiver.faults();
        // The same by other ways: another variable, and no proxy.
        runUntilReceived(jdk, 1, 21);
    }

    private int received() {
        return (int) receiver.received().latestItems().stream()
                .filter(item -> item.metricName().equals("annotation/scorer/Invocations"))
                .mapToDouble(MetricItem::value)
                .sum();
    }
}
