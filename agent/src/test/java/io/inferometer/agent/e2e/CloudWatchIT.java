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
import io.inferometer.receiver.cloudwatch.MetricSeries;
import io.inferometer.receiver.cloudwatch.ReceivedData;
import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.operation.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What reaches CloudWatch, directly and through log events, is what the application did. */
class CloudWatchIT {

    private static final double CALLS = 8000;
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

    @OneJdk
    void everyCallIsTold(Jdk jdk) {
        Result result = runAndAssertExact(jdk);

        assertThat(result.errLines()).as(result.err()).allMatch(line -> line.contains(" INFO inferometer "));
        for (Operation operation : List.of(Operation.PUT_METRIC_DATA, Operation.CREATE_LOG_GROUP)) {
            assertThat(received(operation)).as(operation.toString()).isEmpty();
        }
        assertThat(received(Operation.PUT_LOG_EVENTS)).containsOnlyKeys("ResourceNotFoundException");
    }

    /** What the services answer then is read with classes that nothing else needs. */
    @OneJdk
    void everyCallIsToldInSpiteOfThrottling(Jdk jdk) {
        receiver.faults(
                Fault.error(400, "Throttling").on(Operation.PUT_METRIC_DATA).withTimes(2),
                Fault.error(400, "OperationAbortedException")
                        .on(Operation.CREATE_LOG_GROUP)
                        .withTimes(1),
                Fault.error(400, "ThrottlingException")
                        .on(Operation.PUT_LOG_EVENTS)
                        .withTimes(1));

        Result result = runAndAssertExact(jdk);

        assertThat(result.err()).contains("exporter cloudwatch: HTTP 400 Throttling");
        assertThat(received(Operation.CREATE_LOG_GROUP)).containsEntry("OperationAbortedException", 1L);
    }

    private Map<String, Long> received(Operation operation) {
        return receiver.received().requests().get(operation).errors();
    }

    private Result runAndAssertExact(Jdk jdk) {
        ForkedJvm agent = AwsSettings.signed(ForkedJvm.of(jdk))
                .agentWithExactly(AwsSettings.options(
                        receiver.address(),
                        "exporters=cloudwatch,cloudwatch-logs",
                        "endpoint.name=scores",
                        "cloudwatch.namespace=" + NAMESPACE,
                        "cloudwatch-logs.emf=true",
                        // Loading the AWS SDK can take seconds on a busy machine.
                        "shutdown.timeout=30s"));
        try (RunningJvm jvm = agent.start(ScoreCalls.class, "4", "2000")) {
            Matcher books = jvm.awaitOut("success (\\d+) client (\\d+) server (\\d+)\n");
            awaitHostAndCalls();
            Result result = jvm.finish();
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertExact(receiver.received().metricData(), books);
            assertExact(receiver.received().logs().metrics(), books);
            assertThat(receiver.received().logs().latestBreaches()).isEmpty();
            assertThat(receiver.received().logs().groups()).containsOnlyKeys("/aws/sagemaker/Endpoints/scores");
            return result;
        }
    }

    /**
     * The agent looks at the machine only some time after its start, and the window with the calls may have to come in the backlog,
     * which nobody waits for at the end of the JVM.
     */
    private void awaitHostAndCalls() {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!hasHostAndCalls(receiver.received().metricData())
                || !hasHostAndCalls(receiver.received().logs().metrics())) {
            assertThat(System.nanoTime()).as("host metrics and calls come").isLessThan(deadline);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static boolean hasHostAndCalls(ReceivedData data) {
        return data.sum(NAMESPACE, "MemoryUtilization", ENDPOINT) > 0
                && data.sum(NAMESPACE, "Invocations", ENDPOINT) >= CALLS;
    }

    private static void assertExact(ReceivedData data, Matcher books) {
        assertThat(data.series()).allMatch(series -> series.namespace().equals(NAMESPACE));
        for (Map<String, String> dimensions : List.of(ENDPOINT, MODEL)) {
            assertThat(data.sum(NAMESPACE, "Invocations", dimensions)).isEqualTo(CALLS);
            assertThat(data.sum(NAMESPACE, "Invocation4XXErrors", dimensions))
                    .isEqualTo(Double.parseDouble(books.group(2)));
            assertThat(data.sum(NAMESPACE, "Invocation5XXErrors", dimensions))
                    .isEqualTo(Double.parseDouble(books.group(3)));
            MetricSeries latency = data.series().stream()
                    .filter(series -> series.metricName().equals("ModelLatency")
                            && series.dimensions().equals(dimensions))
                    .findFirst()
                    .orElseThrow();
            assertThat(latency.statistics().sampleCount()).isEqualTo(CALLS);
            assertThat(latency.last().unit()).isEqualTo("Microseconds");
        }
        assertThat(data.sum(NAMESPACE, "InvocationsPerInstance", ENDPOINT)).isEqualTo(CALLS);
    }
}
