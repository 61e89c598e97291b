package io.inferometer.agent.delivery;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.api.Window;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** One push exporter and its thread. */
final class ExporterRunner implements Runnable {

    private static final long IDLE_NANOS = 3_600_000_000_000L;

    /** Between attempts once the JVM ends: several fit into the default {@code shutdown.timeout}. */
    private static final Duration LAST_PAUSE = Duration.ofMillis(200);

    private final String name;
    private final Families families;
    private final ExporterContext context;
    private final WindowQueue queue;
    private final Backoff backoff = new Backoff(new Random());
    private volatile boolean enabled = true;
    private volatile boolean active = true;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private volatile long lastSuccessMillis;
    private volatile String lastError = "";
    private volatile long deadlineNanos;

    ExporterRunner(String name, Families families, ExporterContext context, int queueCapacity) {
        this.name = name;
        this.families = families;
        this.context = context;
        this.queue = new WindowQueue(queueCapacity);
    }

    String name() {
        return name;
    }

    /** Any thread; never blocks. */
    void offer(Window window) {
        if (enabled && active) {
            queue.add(window);
        }
    }

    boolean isEnabled() {
        return enabled;
    }

    /** While it is off, windows are not kept for it. Any thread. */
    void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    ExporterStats stats() {
        return new ExporterStats(
                name,
                delivered.get(),
                rejected.get(),
                queue.expired(),
                queue.size(),
                retries.get(),
                lastSuccessMillis,
                lastError);
    }

    /**
     * Takes no more windows, tries what waits at once, and again until it is delivered or the time is up; then the thread ends.
     *
     * @param deadline as {@link System#nanoTime} tells it
     */
    void close(long deadline) {
        deadlineNanos = deadline;
        queue.close();
    }

    @Override
    public void run() {
        try {
            // Nothing of the exporter is loaded before there is something to export.
            while (queue.await(System.nanoTime() + IDLE_NANOS) == null) {
                if (queue.isClosed()) {
                    return;
                }
            }
            Thread.currentThread().setContextClassLoader(families.loader(name));
            try (Exporter exporter = families.provider(name).create(context)) {
                if (exporter.heartbeat().isPresent()) {
                    beat(exporter, exporter.heartbeat().get());
                } else {
                    stream(exporter);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (MissingSettingException missing) {
            giveUp(missing.getMessage());
        } catch (Throwable broken) {
            giveUp("stopped working: " + broken);
        }
    }

    private void giveUp(String reason) {
        active = false;
        lastError = reason;
        context.warn("exporter " + name + " is off: " + reason);
        queue.clear();
    }

    /** Every window, oldest first. */
    private void stream(Exporter exporter) throws InterruptedException {
        while (true) {
            Window window = queue.await(System.nanoTime() + IDLE_NANOS);
            if (window == null) {
                if (queue.isClosed()) {
                    return;
                }
            } else if (!attempt(exporter, window)) {
                return;
            }
        }
    }

    /** The newest state at its time. What could not be told then is part of the next beat, never a late one. */
    private void beat(Exporter exporter, Duration period) throws InterruptedException {
        long next = System.nanoTime();
        while (true) {
            queue.pause((next - System.nanoTime()) / 1_000_000);
            if (queue.isClosed()) {
                Window last = queue.merge();
                while (last != null && attempt(exporter, last)) {
                    last = queue.merge();
                }
                return;
            }
            Window window = queue.merge();
            if (window != null) {
                attemptOnce(exporter, window);
            }
            next = Math.max(next + period.toNanos(), System.nanoTime());
        }
    }

    /**
     * One attempt, and the pause that a failure asks for.
     *
     * @return whether there is time for another
     */
    private boolean attempt(Exporter exporter, Window window) throws InterruptedException {
        boolean closed = queue.isClosed();
        Delivery.RetryLater later = attemptOnce(exporter, window);
        if (later == null) {
            return true;
        }
        retries.incrementAndGet();
        if (!closed) {
            queue.pause(backoff.failed(later.after()).toMillis());
            return true;
        }
        Duration pause = later.after().isZero() ? LAST_PAUSE : later.after();
        if (deadlineNanos - System.nanoTime() < pause.toNanos()) {
            return false;
        }
        Thread.sleep(pause.toMillis());
        return true;
    }

    /** @return null when the window is settled */
    private Delivery.RetryLater attemptOnce(Exporter exporter, Window window) {
        Delivery result;
        try {
            result = exporter.export(window);
        } catch (Throwable failure) {
            result = Delivery.retryLater(failure.toString());
        }
        if (result instanceof Delivery.RetryLater later) {
            failed(later.reason());
            return later;
        }
        int windows = queue.remove(window);
        backoff.succeeded();
        if (result instanceof Delivery.Rejected refused) {
            rejected.addAndGet(windows);
            failed(refused.reason());
        } else {
            delivered.addAndGet(windows);
            succeeded((Delivery.Delivered) result);
        }
        return null;
    }

    private void failed(String reason) {
        if (!reason.equals(lastError)) {
            context.warn("exporter " + name + ": " + reason);
        }
        lastError = reason;
    }

    private void succeeded(Delivery.Delivered result) {
        lastSuccessMillis = System.currentTimeMillis();
        if (result.rejectedItems() > 0) {
            failed(result.rejectedItems() + " values refused: " + result.reason());
        } else {
            if (!lastError.isEmpty()) {
                context.info("exporter " + name + " delivers again");
            }
            lastError = "";
        }
    }
}
