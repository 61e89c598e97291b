package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.agent.it.app.QueueServer;
import io.inferometer.receiver.Received;
import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.cloudwatch.MetricSeries;
import io.inferometer.receiver.cloudwatch.ReceivedData;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The metrics of an asynchronous endpoint, where AWS's services would have them, and over JMX. */
class AsyncEndpointIT {

    private static final int REQUESTS = 500;

    /** Of each fate. */
    private static final double EACH = REQUESTS / 10.0;

    private static final int WAITING = 4;
    private static final String NAMESPACE = "Team";
    private static final Map<String, String> E = Map.of("EndpointName", "queue");
    private static final Map<String, String> EV = Map.of("EndpointName", "queue", "VariantName", "blue");

    private static final Set<String> QUEUE = Set.of(
            "ApproximateBacklogSize",
            "ApproximateBacklogSizePerInstance",
            "ApproximateAgeOfOldestRequest",
            "HasBacklogWithoutCapacity");

    private static final Map<String, Double> COUNTS = Map.of(
            "RequestDownloadFailures", EACH,
            "ResponseUploadFailures", EACH,
            "NotificationFailures", EACH,
            "ExpiredRequests", EACH,
            "InvocationFailures", 4 * EACH,
            "InvocationsProcessed", 9 * EACH,
            "InvocationsProcesssed", 9 * EACH,
            "Invocation4XXErrors", EACH,
            "Invocation5XXErrors", EACH);

    /** How many values there are of each. */
    private static final Map<String, Double> TIMES = Map.of(
            "RequestDownloadLatency", 8 * EACH,
            "ResponseUploadLatency", 5 * EACH,
            "ModelLatency", 8 * EACH,
            "TimeInBacklog", 9 * EACH,
            "TotalProcessingTime", 9 * EACH);

    private static final Set<String> HOST =
            Set.of("CPUUtilization", "MemoryUtilization", "DiskUtilization", "GPUUtilization", "GPUMemoryUtilization");

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
    void theSeventeenArrive(Jdk jdk) throws InterruptedException {
        ForkedJvm agent = AwsSettings.signed(ForkedJvm.of(jdk))
                .agentWithExactly(AwsSettings.options(
                        receiver.address(),
                        "exporters=cloudwatch,cloudwatch-logs,sagemaker-metrics",
                        "endpoint.name=queue",
                        "variant.name=blue",
                        "instance.count=2",
                        "cloudwatch.namespace=" + NAMESPACE,
                        "cloudwatch-logs.emf=true",
                        "async.aws-spelling=true",
                        "shutdown.timeout=30s"));
        try (RunningJvm jvm =
                agent.start(QueueServer.class, "annotated", Integer.toString(REQUESTS), Integer.toString(WAITING))) {
            jvm.awaitOut("done");
            assertShown(jvm);
            await(received ->
                    isThere(received.metricData()) && isThere(received.logs().metrics()));
            Result result = jvm.finish();
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.errLines()).as(result.err()).allMatch(line -> line.contains(" INFO inferometer "));
        }
        Received received = receiver.received();
        assertExact(received.metricData());
        assertExact(received.logs().metrics());
        assertThat(received.logs().latestBreaches()).isEmpty();
        assertThat(received.itemErrors().values()).allMatch(errors -> errors == 0);
        COUNTS.forEach((name, count) -> {
            if (!name.equals("InvocationsProcesssed")) {
                assertThat(received.sum("Async/" + name)).as(name).isEqualTo(count);
            }
        });
        TIMES.forEach((name, count) -> {
            assertThat(received.sum("Async/" + name + ".count")).as(name).isEqualTo(count);
            assertThat(received.metrics())
                    .containsKeys("Async/" + name + ".avg", "Async/" + name + ".min", "Async/" + name + ".max");
        });
        assertThat(received.latestItems().stream()
                        .filter(item -> item.metricName().equals("Async/ApproximateBacklogSizePerInstance"))
                        .reduce((first, last) -> last)
                        .orElseThrow()
                        .value())
                .isEqualTo(WAITING / 2.0);
    }

    private void assertShown(RunningJvm jvm) {
        try (JmxClient console = JmxClient.attach(jvm.pid())) {
            String bean = "type=AsyncEndpoint";
            console.await(bean, "ApproximateBacklogSize", (long) WAITING);
            assertThat(console.get(bean, "ApproximateBacklogSizePerInstance")).isEqualTo(WAITING / 2.0);
            assertThat((double) console.get(bean, "ApproximateAgeOfOldestRequest"))
                    .isPositive();
            assertThat((double) console.get(bean, "HasBacklogWithoutCapacity")).isBetween(0.0, 1.0);
            COUNTS.forEach((name, count) -> {
                if (!name.equals("InvocationsProcesssed")) {
                    assertThat(console.get(bean, name)).as(name).isEqualTo(count.longValue());
                }
            });
            for (String name : TIMES.keySet()) {
                assertThat((double) console.get(bean, name)).as(name).isPositive();
            }
        }
    }

    private void await(Predicate<Received> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!wanted.test(receiver.received())) {
            assertThat(System.nanoTime()).as("requests and capacity arrive").isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    private static boolean isThere(ReceivedData data) {
        return data.sum(NAMESPACE, "InvocationsProcessed", EV) >= 9 * EACH
                && data.sum(NAMESPACE, "MemoryUtilization", EV) > 0
                && data.sum(NAMESPACE, "HasBacklogWithoutCapacity", E) > 0;
    }

    private static void assertExact(ReceivedData data) {
        assertThat(names(data, E)).containsExactlyInAnyOrderElementsOf(QUEUE);
        Set<String> variant = new TreeSet<>(names(data, EV));
        assertThat(variant).containsAll(COUNTS.keySet()).containsAll(TIMES.keySet());
        variant.removeAll(COUNTS.keySet());
        variant.removeAll(TIMES.keySet());
        assertThat(HOST).as("nothing else of the endpoint").containsAll(variant);
        COUNTS.forEach((name, count) ->
                assertThat(data.sum(NAMESPACE, name, EV)).as(name).isEqualTo(count));
        TIMES.forEach(
                (name, count) -> assertThat(series(data, name, EV).statistics().sampleCount())
                        .as(name)
                        .isEqualTo(count));
        for (String name : List.of("TimeInBacklog", "TotalProcessingTime")) {
            assertThat(series(data, name, EV).last().unit()).isEqualTo("Milliseconds");
        }
        assertThat(series(data, "ModelLatency", EV).last().unit()).isEqualTo("Microseconds");
        assertThat(series(data, "ApproximateAgeOfOldestRequest", E).last().unit())
                .isEqualTo("Seconds");
        MetricSeries backlog = series(data, "ApproximateBacklogSize", E);
        assertThat(backlog.last().unit()).isEqualTo("Count");
        assertThat(backlog.statistics().maximum()).isGreaterThanOrEqualTo(WAITING);
        assertThat(series(data, "ApproximateBacklogSizePerInstance", E)
                        .statistics()
                        .maximum())
                .isEqualTo(backlog.statistics().maximum() / 2);
        assertThat(series(data, "HasBacklogWithoutCapacity", E).statistics().maximum())
                .isEqualTo(1);
        Map<String, String> model =
                Map.of("EndpointName", "queue", "VariantName", "blue", "ModelName", "annotation/queued");
        assertThat(data.sum(NAMESPACE, "Invocations", model)).isEqualTo(8 * EACH);
    }

    private static Set<String> names(ReceivedData data, Map<String, String> dimensions) {
        return of(data, dimensions).map(MetricSeries::metricName).collect(Collectors.toSet());
    }

    private static MetricSeries series(ReceivedData data, String name, Map<String, String> dimensions) {
        return of(data, dimensions)
                .filter(series -> series.metricName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is missing"));
    }

    private static Stream<MetricSeries> of(ReceivedData data, Map<String, String> dimensions) {
        return data.series().stream().filter(series -> series.dimensions().equals(dimensions));
    }
}
