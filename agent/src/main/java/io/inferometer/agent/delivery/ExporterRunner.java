package io.inferometer.agent.delivery;

import io.inferometer.agent.spool.SpoolStats;
import io.inferometer.agent.thread.MissingModule;
import io.inferometer.agent.thread.Task;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.ExporterStats.Power;
import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.api.RunExporter;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceConfigurationError;

/** What the thread of one push exporter does: on it the exporter is made, called and closed. */
final class ExporterRunner implements Task {

    private static final long IDLE_NANOS = 3_600_000_000_000L;

    /** How often in a row an exporter that lacks a class is made anew, in a loader of its own: as long as memory may be the reason. */
    private static final int MAX_RESTARTS = 5;

    private final String name;
    private final Families families;
    private final ExporterContext context;
    private final SpoolShare spool;
    private final Books books;
    private final Lanes lanes;
    private final DeliverySchedule schedule = new DeliverySchedule(new Random(), System.nanoTime());
    private volatile boolean active = true;
    private volatile boolean sendsHeartbeats;
    private volatile boolean ended;

    private final ThreadErrors errors;
    private ClassLoader loader;
    private Exporter exporter;
    private Deliverer deliverer;
    private int restarts;

    /** @param errors takes what goes wrong when the exporter is closed */
    ExporterRunner(String name, Families families, ExporterContext context, SpoolShare spool, ThreadErrors errors) {
        this.name = name;
        this.errors = errors;
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

    /** Whether it has given up until the JVM's next start. */
    boolean isOff() {
        return !active;
    }

    /** Whether windows are to be kept for it. */
    boolean wantsWindows() {
        return active && lanes.isEnabled();
    }

    /** @param handedOver windows meant for it that the spool's thread has yet to write */
    ExporterStats stats(int handedOver) {
        // Before the reason, which is written before it gives up.
        Power power = !active ? Power.OFF : lanes.isEnabled() ? Power.ON : Power.DISABLED;
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
                power);
    }

    /** Whether there is nothing to wait for at the end of the JVM. */
    boolean hasEnded() {
        return ended;
    }

    /**
     * Returns how long delivery has failed, in nanoseconds, while everything undelivered is safe on disk or not kept at all; 0 otherwise.
     *
     * @param begin counted from here at the earliest, as {@link System#nanoTime} tells it
     */
    long failedNanos(long begin) {
        return sendsHeartbeats || lanes.unkept() == 0 ? schedule.failedFor(begin, System.nanoTime()) : 0;
    }

    @Override
    public boolean turn() throws Throwable {
        try {
            if (exporter == null ? create() : deliverer.turn()) {
                return true;
            }
            end();
        } catch (InterruptedException | OutOfMemoryError passing) {
            throw passing;
        } catch (MissingSettingException missing) {
            // What is on disk waits for a start with the right settings.
            giveUp(missing.getMessage());
        } catch (LinkageError | ServiceConfigurationError incomplete) {
            return restart(incomplete);
        } catch (Throwable unusable) {
            if (MissingModule.of(unusable) == null) {
                return retry(unusable.toString());
            }
            giveUp(ThreadErrors.describe(unusable));
        }
        return false;
    }

    /** Nothing of the exporter is loaded before there is something to export. */
    private boolean create() throws InterruptedException {
        if (!lanes.hasBegun()) {
            if (lanes.isClosed()) {
                return false;
            }
            lanes.await(IDLE_NANOS);
            return true;
        }
        long wait = schedule.untilLive(System.nanoTime());
        if (wait > 0 && !lanes.isClosed()) {
            lanes.await(wait);
            return true;
        }
        loader = families.loader(name);
        Thread.currentThread().setContextClassLoader(loader);
        Exporter made = families.create(name, loader, context);
        if (deliverer == null) {
            Optional<Duration> period = made.heartbeat();
            sendsHeartbeats = period.isPresent();
            exporter = made;
            deliverer = deliverer(made, period);
        }
        exporter = made;
        return true;
    }

    private Deliverer deliverer(Exporter made, Optional<Duration> period) {
        if (made instanceof RunExporter) {
            String run = context.resource().runId();
            return new RunRunner(() -> (RunExporter) exporter, run, lanes, spool, schedule, books);
        }
        return sendsHeartbeats
                ? new HeartbeatRunner(() -> exporter, period.get(), lanes, schedule, books)
                : new LaneRunner(() -> exporter, lanes, schedule, books);
    }

    /**
     * Of a class whose initialisation ran out of memory nothing is to be hoped any more (JVMS 5.5), but in another loader it is
     * another class.
     */
    private boolean restart(Error incomplete) throws InterruptedException {
        restarts = schedule.isFailing() ? restarts + 1 : 1;
        String reason = ThreadErrors.describe(incomplete);
        if (families.isJarChanged() || restarts > MAX_RESTARTS || MissingModule.of(incomplete) != null) {
            // What is on disk may be delivered by the next start.
            giveUp(reason);
            return false;
        }
        families.discard(name, loader);
        return retry(reason);
    }

    /** Makes the exporter anew, after a while; not again once the JVM ends. */
    private boolean retry(String reason) throws InterruptedException {
        close();
        long now = System.nanoTime();
        schedule.failed(true, now, Duration.ZERO);
        lanes.setFailing(true);
        books.putOff(reason);
        if (lanes.isClosed()) {
            end();
            return false;
        }
        return true;
    }

    private void giveUp(String reason) {
        books.off(reason);
        if (active) {
            active = false;
            int inHand = deliverer == null ? 0 : deliverer.inHand();
            lanes.settled(inHand);
            books.expired(inHand);
        }
        lanes.giveUp();
        end();
    }

    private void end() {
        close();
        ended = true;
    }

    private void close() {
        Exporter closing = exporter;
        exporter = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (Throwable failure) {
                errors.add("closing exporter ".concat(name), failure);
            }
        }
    }
}
