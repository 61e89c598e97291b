package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.Proofs;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.Resource;
import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.cloudwatch.ReceivedData;
import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.sagemaker.MetricItem;
import io.inferometer.receiver.sagemaker.MetricSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An hour without a backend, of a hundred models and of a thousand, through the AWS SDK as it is shipped. */
class BacklogIT {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    /** An hour of windows. */
    private static final int WINDOWS = Proofs.size(24, 360);

    /** The same of a thousand models. */
    private static final int LARGE_WINDOWS = Proofs.size(8, 360);

    private static final int LIVE = 3;

    private final Resource resource =
            new Resource("service", "endpoint", "variant", "instance", 1, "run", "0", System.currentTimeMillis());

    @TempDir
    Path directory;

    private Receiver receiver;
    private DeliverySide delivery;

    @BeforeEach
    void start() throws IOException {
        receiver = Receiver.start(ReceiverOptions.defaults());
        System.setProperty("aws.accessKeyId", ReceiverOptions.EXAMPLE_CREDENTIALS.accessKey());
        System.setProperty("aws.secretAccessKey", ReceiverOptions.EXAMPLE_CREDENTIALS.secretKey());
    }

    private void open(String exporter) {
        delivery = new DeliverySide(List.of(exporter), resource, receiver.address(), directory);
    }

    @AfterEach
    void close() {
        delivery.close();
        receiver.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void drainsTenTimesAsFastAsItGrewAndDelaysNoLiveWindow() {
        open("sagemaker-metrics");
        ManyModels models = outage(100, WINDOWS);

        receiver.faults();
        delivery.await("it is noticed", Duration.ofSeconds(100), stats -> stats.delivered() > 0);
        long drain = System.nanoTime();
        for (int i = WINDOWS + 1; i <= WINDOWS + LIVE; i++) {
            double stamp = models.endSeconds(i);
            delivery.offer(models.window(i));
            delivery.await("a live window in its interval", INTERVAL, stats -> received(stamp));
        }
        delivery.await("all delivered", INTERVAL.multipliedBy(WINDOWS), stats -> stats.delivered() == WINDOWS + LIVE);
        assertThat(timesRealTime(WINDOWS, 100, drain)).isGreaterThan(10);
        assertNothingLost();
        models.calls(WINDOWS + LIVE).forEach((name, calls) -> {
            MetricSummary summary = receiver.received().metrics().get(name + "/Invocations");
            assertThat(summary.count()).as("items of %s, each once", name).isEqualTo(WINDOWS + LIVE);
            assertThat(Math.round(summary.sum())).as(name).isEqualTo(calls);
        });
        assertBacklogOldestFirst(models);
    }

    @Test
    void cloudWatchGetsAThousandModelsOnce() {
        open("cloudwatch");
        ManyModels models = outage(1_000, LARGE_WINDOWS);
        receiver.faults();
        delivery.await("it is noticed", Duration.ofSeconds(100), stats -> stats.delivered() > 0);
        long drain = System.nanoTime();
        delivery.await(
                "all delivered", INTERVAL.multipliedBy(LARGE_WINDOWS), stats -> stats.delivered() == LARGE_WINDOWS);
        // 13 times on a busy machine, of whose two cores the receiver needs one.
        assertThat(timesRealTime(LARGE_WINDOWS, 1_000, drain)).isGreaterThan(3);
        assertNothingLost();
        ReceivedData data = receiver.received().metricData();
        assertThat(data.repeats()).isZero();
        models.calls(LARGE_WINDOWS).forEach((name, calls) -> {
            Map<String, String> dimensions =
                    Map.of("EndpointName", "endpoint", "VariantName", "variant", "ModelName", name);
            assertThat(Math.round(data.sum("Inferometer", "Invocations", dimensions)))
                    .as(name)
                    .isEqualTo(calls);
        });
    }

    /** So many windows, none of which the backend takes. */
    private ManyModels outage(int models, int windows) {
        receiver.faults(Fault.error(503, "ServiceUnavailable"));
        long end = System.currentTimeMillis() - (windows + LIVE) * INTERVAL.toMillis();
        ManyModels many = new ManyModels(resource, models, INTERVAL, end);
        delivery.spool(many, windows);
        assertThat(stats().delivered()).isZero();
        assertThat(secretsOnDisk()).isEmpty();
        return many;
    }

    private List<Path> secretsOnDisk() {
        String secret = ReceiverOptions.EXAMPLE_CREDENTIALS.secretKey();
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> read(file).contains(secret))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double timesRealTime(int windows, int models, long since) {
        double seconds = (System.nanoTime() - since) / 1e9;
        double factor = windows * INTERVAL.toSeconds() / seconds;
        System.err.printf(
                "%d windows of %d models in %.1f s: %.0f times real time%n", windows, models, seconds, factor);
        return factor;
    }

    private void assertNothingLost() {
        assertThat(stats().pending()).isZero();
        assertThat(stats().expired()).isZero();
        assertThat(stats().rejected()).isZero();
    }

    private void assertBacklogOldestFirst(ManyModels models) {
        String metric = models.name(0) + "/Invocations";
        List<Double> backlog = receiver.received().latestItems().stream()
                .filter(item -> item.metricName().equals(metric))
                .map(MetricItem::timestamp)
                .filter(stamp -> stamp < models.endSeconds(WINDOWS))
                .toList();
        assertThat(backlog).hasSizeGreaterThan(WINDOWS / 4).isSorted();
    }

    private boolean received(double stamp) {
        return receiver.received().latestItems().stream().anyMatch(item -> item.timestamp() == stamp);
    }

    private ExporterStats stats() {
        return delivery.stats().get(0);
    }
}
