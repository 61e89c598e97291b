package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.agent.e2e.app.ScoreCalls;
import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.receiver.MetricSeries;
import io.inferometer.receiver.Operation;
import io.inferometer.receiver.Received;
import io.inferometer.receiver.ReceivedData;
import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.ReceiverOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What reaches CloudWatch, directly and through log events, is what the application did. */
class CloudWatchIT {

    private static final String NAMESPACE = "Team A";
    private static final Map<String, String> ENDPOINT = Map.of("EndpointName", "scores", "VariantName", "AllTraffic");
    private static final Map<String, String> MODEL =
            Map.of("EndpointName", "scores", "VariantName", "AllTraffic", "ModelName", "annotation/scorer");

    private Receiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = Receiver.start(ReceiverOptions.defaults());
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @EachJdk
    void everyCallIsTold(Jdk jdk) {
        Matcher books;
        ForkedJvm agent = AwsSettings.signed(ForkedJvm.of(jdk))
                .agentWithExactly(AwsSettings.options(
                        receiver.address(),
                        "exporters=cloudwatch,cloudwatch-logs",
                        "endpoint.name=scores",
                        "cloudwatch.namespace=" + NAMESPACE,
                        "cloudwatch-logs.emf=true",
                        // Loading the AWS SDK can take seconds on a busy machine.
                        "shutdown.timeout=20s"));
        try (RunningJvm jvm = agent.start(ScoreCalls.class, "4", "2000")) {
            books = jvm.awaitOut("success (\\d+) client (\\d+) server (\\d+)\n");
            Result result = jvm.finish();
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.errLines()).as(result.err()).allMatch(line -> line.contains(" INFO inferometer "));
        }

        Received received = receiver.received();
        for (Operation operation : Operation.values()) {
            if (operation != Operation.PUT_LOG_EVENTS && operation != Operation.CREATE_LOG_STREAM) {
                assertThat(received.requests().get(operation).errors())
                        .as(operation.toString())
                        .isEmpty();
            }
        }
        assertThat(received.logs().embeddedWrong())
                .as(received.logs().latestBreaches().toString())
                .isZero();
        assertThat(received.logs().groups()).containsOnlyKeys("/aws/sagemaker/Endpoints/scores");
        for (ReceivedData data :
                new ReceivedData[] {received.metricData(), received.logs().metrics()}) {
            assertThat(data.series()).allMatch(series -> series.namespace().equals(NAMESPACE));
            for (Map<String, String> dimensions : List.of(ENDPOINT, MODEL)) {
                assertThat(data.sum(NAMESPACE, "Invocations", dimensions)).isEqualTo(8000);
                assertThat(data.sum(NAMESPACE, "Invocation4XXErrors", dimensions))
                        .isEqualTo(Double.parseDouble(books.group(2)));
                assertThat(data.sum(NAMESPACE, "Invocation5XXErrors", dimensions))
                        .isEqualTo(Double.parseDouble(books.group(3)));
                MetricSeries latency = data.series().stream()
                        .filter(series -> series.metricName().equals("ModelLatency")
                                && series.dimensions().equals(dimensions))
                        .findFirst()
                        .orElseThrow();
                assertThat(latency.statistics().sampleCount()).isEqualTo(8000);
                assertThat(latency.last().unit()).isEqualTo("Microseconds");
            }
            assertThat(data.sum(NAMESPACE, "InvocationsPerInstance", ENDPOINT)).isEqualTo(8000, within(1e-6));
            assertThat(data.sum(NAMESPACE, "MemoryUtilization", ENDPOINT)).isPositive();
        }
    }
}
