package io.inferometer.agent.delivery;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Delivers each window as it is: live ones first, the backlog in between. Until the lanes are closed and the last windows are out,
 * or cannot be. Confined to the exporter's thread.
 */
final class LaneRunner implements Deliverer {

    /** Between attempts once the JVM ends: several fit into the default {@code shutdown.timeout}. */
    static final Duration LAST_PAUSE = Duration.ofMillis(200);

    private static final long IDLE_NANOS = 3_600_000_000_000L;

    private final Supplier<Exporter> exporter;
    private final Lanes lanes;
    private final DeliverySchedule schedule;
    private final Books books;

    /** Taken from the lanes, and neither settled nor put back: what stopped in between goes on with it. */
    private PendingWindow held;

    private boolean heldLive;

    /** What the exporter said of it; null before it was asked. */
    private Delivery answer;

    /** Once the JVM ends: put back, and tried again. */
    private PendingWindow retried;

    private boolean ending;

    /** Whether the backend was away when the end began. */
    private boolean away;

    /** @param exporter the one to call now: it may be made anew */
    LaneRunner(Supplier<Exporter> exporter, Lanes lanes, DeliverySchedule schedule, Books books) {
        this.exporter = exporter;
        this.lanes = lanes;
        this.schedule = schedule;
        this.books = books;
    }

    @Override
    public boolean turn() throws InterruptedException {
        if (held != null) {
            attempt();
            return true;
        }
        if (!lanes.isClosed()) {
            if (!deliverNext()) {
                lanes.await(nextLook());
            }
            return true;
        }
        return lanes.isEnabled() && deliverLast();
    }

    /** @return whether anything was tried */
    private boolean deliverNext() {
        long now = System.nanoTime();
        if (!lanes.isEnabled() || schedule.untilLive(now) > 0) {
            return false;
        }
        held = lanes.takeLive();
        heldLive = held != null;
        if (held == null && schedule.untilBacklog(now) <= 0) {
            held = lanes.takeBacklog();
        }
        if (held == null) {
            return false;
        }
        attempt();
        return true;
    }

    private long nextLook() {
        long now = System.nanoTime();
        long next = schedule.untilLive(now) > 0 ? schedule.untilLive(now) : schedule.untilBacklog(now);
        return next > 0 ? next : IDLE_NANOS;
    }

    /**
     * What is live, and what is nowhere else. The backlog on disk is left to the next start.
     *
     * @return whether there may be more
     */
    private boolean deliverLast() throws InterruptedException {
        if (!ending) {
            ending = true;
            away = schedule.isFailing();
        }
        PendingWindow window = retried != null && lanes.takeAgain(retried) ? retried : takeLast();
        retried = null;
        if (window == null) {
            return false;
        }
        held = window;
        heldLive = true;
        Duration asked = attempt();
        if (asked == null) {
            return true;
        }
        retried = window;
        long pause = Math.max(asked.toMillis(), LAST_PAUSE.toMillis());
        if ((away && lanes.unkept() == 0) || lanes.deadline() - System.nanoTime() < pause * 1_000_000) {
            return false;
        }
        Thread.sleep(pause);
        return true;
    }

    private PendingWindow takeLast() {
        PendingWindow live = lanes.takeLive();
        return live == null ? lanes.takeFromMemory() : live;
    }

    /** @return null when the window is settled, else how long the backend asked to be left alone */
    private Duration attempt() {
        if (answer == null) {
            answer = Attempt.of(exporter.get(), held.window());
        }
        Delivery result = answer;
        long now = System.nanoTime();
        if (result instanceof Delivery.RetryLater later) {
            lanes.putBack(held);
            done();
            schedule.failed(heldLive, now, later.after());
            lanes.setFailing(schedule.isFailing());
            books.putOff(later.reason());
            return later.after();
        }
        lanes.settled(held);
        books.settled(result, 1);
        done();
        if (result instanceof Delivery.Nothing) {
            return null;
        }
        schedule.succeeded(heldLive, now);
        lanes.setFailing(false);
        books.saySettled(result, !schedule.onlyBacklogFails(now));
        return null;
    }

    @Override
    public int inHand() {
        return held == null || held.kept() ? 0 : 1;
    }

    private void done() {
        held = null;
        answer = null;
    }
}
