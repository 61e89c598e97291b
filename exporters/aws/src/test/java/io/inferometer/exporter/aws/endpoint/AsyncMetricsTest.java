package io.inferometer.exporter.aws.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.Windows;
import io.inferometer.exporter.fixture.Given;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

class AsyncMetricsTest {

    private static final AsyncStats STATS = Given.async(1);

    private static final AsyncStats IDLE = new AsyncStats(
            new AsyncStats.Queue(0, 0, 0),
            AsyncStats.Samples.NONE.and(new AsyncStats.Queue(0, 0, Double.NaN)),
            new AsyncStats.Counts(0, 0, 0, 0, 0, 0, 0, 0),
            Given.nanos(),
            Given.nanos(),
            Given.nanos(),
            Given.nanos(),
            Given.nanos());

    private static Map<String, EndpointMetric> variant(AsyncStats stats, boolean awsSpelling) {
        HostStats host = new HostStats(new HostUtilization(250.5, 40, Double.NaN, Double.NaN, Double.NaN), List.of());
        Window window = Windows.window(1, Windows.END, host).toBuilder()
                .async(Optional.of(stats))
                .build();
        return byName(AsyncMetrics.ofVariant(window, stats, 150, awsSpelling));
    }

    private static Map<String, EndpointMetric> byName(List<EndpointMetric> metrics) {
        Map<String, EndpointMetric> byName = new LinkedHashMap<>();
        metrics.forEach(metric -> byName.put(metric.name(), metric));
        assertThat(byName).hasSameSizeAs(metrics);
        return byName;
    }

    private static void assertMetric(EndpointMetric metric, StandardUnit unit, double sum, long count) {
        assertThat(metric.unit()).as(metric.name()).isEqualTo(unit);
        assertThat(metric.values().sum()).as(metric.name()).isEqualTo(sum, within(1e-6));
        assertThat(metric.values().count()).as(metric.name()).isEqualTo(count);
    }

    @Test
    void theQueueIsToldSecondBySecond() {
        Map<String, EndpointMetric> queue = byName(AsyncMetrics.ofQueue(STATS, 4));
        assertThat(queue).hasSize(4);
        assertMetric(queue.get("ApproximateBacklogSize"), StandardUnit.COUNT, 8, 3);
        assertMetric(queue.get("ApproximateBacklogSizePerInstance"), StandardUnit.COUNT, 2, 3);
        assertMetric(queue.get("ApproximateAgeOfOldestRequest"), StandardUnit.SECONDS, 4, 3);
        assertMetric(queue.get("HasBacklogWithoutCapacity"), StandardUnit.COUNT, 2, 3);
        assertThat(queue.get("ApproximateBacklogSize").values().size())
                .as("values and counts")
                .isEqualTo(2);
        assertThat(byName(AsyncMetrics.ofQueue(IDLE, 1)))
                .as("capacity that is not known has no datum")
                .doesNotContainKey("HasBacklogWithoutCapacity")
                .hasSize(3);
    }

    @Test
    void requestsHaveTheNamesAndUnitsOfSageMaker() {
        Map<String, EndpointMetric> variant = variant(STATS, false);
        assertMetric(variant.get("RequestDownloadFailures"), StandardUnit.COUNT, 2, 1);
        assertMetric(variant.get("ResponseUploadFailures"), StandardUnit.COUNT, 1, 1);
        assertMetric(variant.get("NotificationFailures"), StandardUnit.COUNT, 3, 1);
        assertMetric(variant.get("ExpiredRequests"), StandardUnit.COUNT, 4, 1);
        assertMetric(variant.get("InvocationFailures"), StandardUnit.COUNT, 6, 1);
        assertMetric(variant.get("InvocationsProcessed"), StandardUnit.COUNT, 13, 1);
        assertMetric(variant.get("Invocation4XXErrors"), StandardUnit.NONE, 2, 13);
        assertMetric(variant.get("Invocation5XXErrors"), StandardUnit.NONE, 3, 13);
        assertMetric(variant.get("RequestDownloadLatency"), StandardUnit.MICROSECONDS, 4_000, 1);
        assertMetric(variant.get("ResponseUploadLatency"), StandardUnit.MICROSECONDS, 5_000, 1);
        assertMetric(variant.get("ModelLatency"), StandardUnit.MICROSECONDS, 13_000, 2);
        assertMetric(variant.get("TimeInBacklog"), StandardUnit.MILLISECONDS, 6, 3);
        assertMetric(variant.get("TotalProcessingTime"), StandardUnit.MILLISECONDS, 30, 2);
        assertThat(variant.keySet())
                .contains("CPUUtilization", "MemoryUtilization")
                .hasSize(15);
    }

    @Test
    void nothingIsSentOfWhatWasNotProcessed() {
        assertThat(variant(IDLE, true).keySet())
                .containsExactly(
                        "RequestDownloadFailures",
                        "ResponseUploadFailures",
                        "NotificationFailures",
                        "ExpiredRequests",
                        "InvocationFailures",
                        "CPUUtilization",
                        "MemoryUtilization");
    }

    @Test
    void theSpellingOfTheDocumentationIsSentTooIfAsked() {
        Map<String, EndpointMetric> variant = variant(STATS, true);
        assertMetric(variant.get("InvocationsProcesssed"), StandardUnit.COUNT, 13, 1);
        assertThat(variant).hasSize(16).containsKey("InvocationsProcessed");
    }
}
