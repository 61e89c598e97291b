package io.inferometer.agent.delivery;

import io.inferometer.agent.spool.SpoolStats;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.ExporterStats.Power;
import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.api.Window;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** One push exporter and its thread, on which it is made, called and closed. */
final class ExporterRunner implements Runnable {

    private static final long IDLE_NANOS = 3_600_000_000_000L;

    private final String name;
    private final Families families;
    private final ExporterContext context;
    private final SpoolShare spool;
    private final Books books;
    private final Lanes lanes;
    private final Pace pace = new Pace(new Random(), System.nanoTime());
    private volatile boolean active = true;
    private volatile boolean beats;
    private volatile boolean ended;

    ExporterRunner(String name, Families families, ExporterContext context, SpoolShare spool) {
        this.name = name;
        this.families = families;
        this.context = context;
        this.spool = spool;
        this.books = new Books(name, context);
        this.lanes = new Lanes(context.resource().runId(), spool, books);
    }

    String name() {
        return name;
    }

    Lanes lanes() {
        return lanes;
    }

    /** Whether windows are to be kept for it. */
    boolean wantsWindows() {
        return active && lanes.isEnabled();
    }

    /** Looks again at what the spool keeps for it; waits for the disk. */
    void refreshSpooled() {
        spool.refresh();
    }

    /** @param handedOver windows meant for it that the spool's thread has yet to write */
    ExporterStats stats(int handedOver) {
        SpoolStats spooled = spool.stats();
        return new ExporterStats(
                name,
                books.delivered(),
                books.rejected(),
                books.expired() + spooled.expired(),
                spooled.windows() + lanes.unkept() + handedOver,
                spooled.windows(),
                spooled.bytes(),
                books.retries(),
                books.lastSuccessMillis(),
                books.lastError(),
                !active ? Power.OFF : lanes.isEnabled() ? Power.ON : Power.DISABLED);
    }

    /** Whether there is nothing to wait for at the end of the JVM. */
    boolean hasEnded() {
        return ended;
    }

    /**
     * How long attempts have failed in vain, of those whose failure loses nothing that waiting is likely to save: 0 when there is
     * hope, or need.
     *
     * @param begin counted from here at the earliest, as {@link System#nanoTime} tells it
     */
    long hopelessNanos(long begin) {
        return beats || lanes.unkept() == 0 ? pace.failedFor(begin, System.nanoTime()) : 0;
    }

    @Override
    public void run() {
        try {
            // Nothing of the exporter is loaded before there is something to export.
            while (!lanes.hasBegun() && !lanes.isClosed()) {
                lanes.await(IDLE_NANOS);
            }
            if (lanes.hasBegun()) {
                Thread.currentThread().setContextClassLoader(families.loader(name));
                try (Exporter exporter = families.provider(name).create(context)) {
                    deliver(exporter);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (MissingSettingException missing) {
            giveUp(missing.getMessage());
            for (Optional<Window> window = spool.oldest(); window.isPresent(); window = spool.oldest()) {
                spool.acknowledge(window.get());
                books.expired(1);
            }
        } catch (Throwable broken) {
            // What is on disk may be delivered by another version of the agent.
            giveUp("stopped working: " + broken);
        } finally {
            ended = true;
        }
    }

    private void deliver(Exporter exporter) throws InterruptedException {
        Optional<Duration> period = exporter.heartbeat();
        if (period.isPresent()) {
            beats = true;
            new HeartbeatRunner(exporter, period.get(), lanes, pace, books).run();
        } else {
            new LaneRunner(exporter, lanes, pace, books).run();
        }
    }

    private void giveUp(String reason) {
        active = false;
        books.off(reason);
        lanes.giveUp();
    }
}
