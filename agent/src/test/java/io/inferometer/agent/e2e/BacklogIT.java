package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.delivery.Families;
import io.inferometer.agent.delivery.PushExporters;
import io.inferometer.agent.premain.ShippedJar;
import io.inferometer.agent.spool.Spool;
import io.inferometer.agent.spool.SpoolOptions;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.Resource;
import io.inferometer.receiver.Fault;
import io.inferometer.receiver.MetricItem;
import io.inferometer.receiver.MetricSummary;
import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.ReceiverOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An hour without a backend, of a hundred models, through the AWS SDK as it is shipped. */
class BacklogIT {

    private static final String NAME = "sagemaker-metrics";
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    /** An hour of windows. */
    private static final int WINDOWS = Proofs.size(36, 360);

    private static final int LIVE = 3;

    private final Resource resource =
            new Resource("service", "endpoint", "variant", "instance", 1, "run", "0", System.currentTimeMillis());

    @TempDir
    Path directory;

    private Receiver receiver;
    private PushExporters exporters;

    @BeforeEach
    void start() throws IOException {
        receiver = Receiver.start(ReceiverOptions.defaults());
        System.setProperty("aws.accessKeyId", ReceiverOptions.EXAMPLE_CREDENTIALS.accessKey());
        System.setProperty("aws.secretAccessKey", ReceiverOptions.EXAMPLE_CREDENTIALS.secretKey());
        Spool spool = new Spool(
                new SpoolOptions(directory, 256L << 20, Duration.ofDays(13), "service", "run", Map.of(NAME, "here")),
                line -> {
                    throw new AssertionError(line);
                },
                System::currentTimeMillis);
        exporters = new PushExporters(List.of(NAME), new Families(ShippedJar::family), new Settings(), spool, task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        });
    }

    @AfterEach
    void close() throws InterruptedException {
        exporters.close(Duration.ofSeconds(5));
        receiver.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void drainsTenTimesAsFastAsItGrewAndDelaysNoLiveWindow() {
        receiver.faults(Fault.error(503, "ServiceUnavailable"));
        long end = System.currentTimeMillis() - (WINDOWS + LIVE) * INTERVAL.toMillis();
        ManyModels models = new ManyModels(resource, 100, INTERVAL, end);
        for (int i = 1; i <= WINDOWS; i++) {
            int number = i;
            exporters.offer(models.window(i));
            await("spooled", Duration.ofSeconds(60), () -> stats().spooled() == number);
        }
        await("no one is in memory alone", Duration.ofSeconds(10), () -> stats().pending() == WINDOWS);
        await("it fails", Duration.ofSeconds(60), () -> stats().retries() > 0);
        assertThat(stats().delivered()).isZero();

        receiver.faults();
        await("it is noticed", Duration.ofSeconds(100), () -> stats().delivered() > 0);
        long drain = System.nanoTime();
        for (int i = WINDOWS + 1; i <= WINDOWS + LIVE; i++) {
            double stamp = models.endSeconds(i);
            exporters.offer(models.window(i));
            await("a live window in its interval", INTERVAL, () -> received(stamp));
        }
        await("all delivered", INTERVAL.multipliedBy(WINDOWS), () -> stats().delivered() == WINDOWS + LIVE);
        double seconds = (System.nanoTime() - drain) / 1e9;
        double factor = WINDOWS * INTERVAL.toSeconds() / seconds;
        System.err.printf("%d windows of 100 models in %.1f s: %.0f times real time%n", WINDOWS, seconds, factor);
        assertThat(factor).isGreaterThan(10);

        assertThat(stats().pending()).isZero();
        assertThat(stats().expired()).isZero();
        assertThat(stats().rejected()).isZero();
        models.calls(WINDOWS + LIVE).forEach((name, calls) -> {
            MetricSummary summary = receiver.received().metrics().get(name + "/Invocations");
            assertThat(summary.count()).as("items of %s, each once", name).isEqualTo(WINDOWS + LIVE);
            assertThat(Math.round(summary.sum())).as(name).isEqualTo(calls);
        });
        assertBacklogOldestFirst(models);
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
        return exporters.stats().get(0);
    }

    private static void await(String what, Duration longest, BooleanSupplier condition) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
    }

    /** What the exporter is told. */
    private final class Settings implements ExporterContext {

        @Override
        public Resource resource() {
            return resource;
        }

        @Override
        public Optional<String> text(String key) {
            return Optional.ofNullable(Map.of(
                            "aws.region", "us-east-1",
                            "aws.endpoint", receiver.address().toString(),
                            "sagemaker-metrics.trial-component", "trial")
                    .get(key));
        }

        @Override
        public Duration duration(String key) {
            throw new IllegalArgumentException(key);
        }

        @Override
        public long size(String key) {
            throw new IllegalArgumentException(key);
        }

        @Override
        public void warn(String line) {
            System.err.println(line);
        }

        @Override
        public void info(String line) {
            System.err.println(line);
        }
    }
}
