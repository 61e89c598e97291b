package io.inferometer.agent.e2e;

import io.inferometer.agent.delivery.Families;
import io.inferometer.agent.delivery.PushExporters;
import io.inferometer.agent.premain.ShippedJar;
import io.inferometer.agent.spool.Spool;
import io.inferometer.agent.spool.SpoolOptions;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.fixture.GivenSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** What delivers windows in an agent, and nothing else of it: exporters as they are shipped, with a spool. Used by one thread. */
final class DeliverySide implements AutoCloseable {

    private final PushExporters exporters;

    /** @param directory of the spool */
    DeliverySide(List<String> names, Resource resource, URI endpoint, Path directory) {
        Map<String, String> destinations = new TreeMap<>();
        names.forEach(name -> destinations.put(name, "here"));
        Spool spool = new Spool(
                new SpoolOptions(directory, 256L << 20, Duration.ofDays(13), "service", "run", destinations),
                line -> {
                    throw new AssertionError(line);
                },
                System::currentTimeMillis);
        exporters = new PushExporters(
                names,
                new Families(ShippedJar::family, () -> false),
                settings(resource, endpoint),
                spool,
                new ThreadErrors());
        exporters.start();
    }

    void offer(Window window) {
        exporters.offer(window);
    }

    /** In the order of the names. */
    List<ExporterStats> stats() {
        return exporters.stats();
    }

    /** Offers windows from 1 on, each when the one before is on disk, where all of them stay. */
    void spool(ManyModels models, int windows) {
        for (int number = 1; number <= windows; number++) {
            long spooled = number;
            offer(models.window(number));
            await("spooled", Duration.ofSeconds(60), stats -> stats.spooled() == spooled);
        }
        await("no one is in memory alone", Duration.ofSeconds(10), stats -> stats.pending() == windows);
        await("it fails", Duration.ofSeconds(60), stats -> stats.retries() > 0);
    }

    /** Until it holds for each exporter. */
    void await(String what, Duration longest, Predicate<ExporterStats> condition) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!stats().stream().allMatch(condition)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what + ": " + stats());
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    @Override
    public void close() {
        try {
            long deadline = System.nanoTime() + 5_000_000_000L;
            exporters.close(deadline, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the exporters are told. */
    private static ExporterContext settings(Resource resource, URI endpoint) {
        return new GivenSettings(resource)
                .with("aws.region", "us-east-1")
                .with("aws.endpoint", endpoint)
                .with("sagemaker-metrics.trial-component", "trial")
                .with("cloudwatch.namespace", "Inferometer")
                .with("async.aws-spelling", false)
                .with("cloudwatch.high-resolution", false)
                .with("cloudwatch-logs.emf", true)
                .with("cloudwatch-logs.data-log", false);
    }
}
