package io.inferometer.agent.delivery;

import static io.inferometer.agent.delivery.TestExporters.window;

import io.inferometer.agent.spool.Spool;
import io.inferometer.agent.spool.SpoolOptions;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Exporters under test, with threads of their own, and what they were given. */
final class Rig implements AutoCloseable {

    final TestExporters.Context context;
    final List<TestExporters.FamilyLoader> loaders = new CopyOnWriteArrayList<>();
    final ThreadErrors errors = new ThreadErrors();
    final AtomicBoolean jarChanged = new AtomicBoolean();
    final List<Long> delivered = new CopyOnWriteArrayList<>();
    final CountDownLatch hanging = new CountDownLatch(1);
    PushExporters exporters;

    Rig() {
        this("run");
    }

    /** @param run names the start of the JVM that this stands for */
    Rig(String run) {
        context = new TestExporters.Context(TestExporters.run(run));
    }

    /** The clock begins at 0, when the windows of tests were cut. */
    Spool spool(Path directory, String exporter) {
        SpoolOptions options = new SpoolOptions(
                directory,
                64L << 20,
                Duration.ofDays(13),
                context.resource().serviceName(),
                context.resource().runId(),
                Map.of(exporter, "same"));
        long start = System.nanoTime();
        return new Spool(options, context::warn, () -> (System.nanoTime() - start) / 1_000_000);
    }

    void start(String... names) {
        startWith(null, names);
    }

    void startWith(Spool spool, String... names) {
        Families families = new Families(
                family -> {
                    TestExporters.FamilyLoader loader = new TestExporters.FamilyLoader(family);
                    loaders.add(loader);
                    return loader;
                },
                jarChanged::get);
        exporters = new PushExporters(List.of(names), families, context, spool, errors);
        exporters.start();
    }

    ExporterStats stats(String name) {
        return exporters.stats().stream()
                .filter(stats -> stats.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    void offer(long from, long to) {
        for (long i = from; i <= to; i++) {
            exporters.offer(window(context.resource(), i));
        }
    }

    /** Waits for the exporter to settle each, as it would from one window to the next. */
    void offerOneByOne(String name, long from, long to) {
        for (long i = from; i <= to; i++) {
            exporters.offer(window(context.resource(), i));
            TestExporters.await("settled " + i, () -> stats(name).pending() == 0);
        }
    }

    Delivery keep(Window window) {
        delivered.add(window.number());
        return Delivery.delivered();
    }

    Exporter hangs() {
        return window -> {
            try {
                hanging.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Delivery.delivered();
        };
    }

    @Override
    public void close() throws InterruptedException {
        hanging.countDown();
        if (exporters != null) {
            close(Duration.ofSeconds(5));
        }
    }

    List<UndeliveredWindows> close(Duration timeout) throws InterruptedException {
        long now = System.nanoTime();
        long deadline = now + timeout.toNanos();
        return exporters.close(deadline, Math.max(deadline, now + 1_000_000_000L));
    }

    List<Thread> threads() {
        return exporters.threads();
    }
}
