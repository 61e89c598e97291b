package io.inferometer.agent.delivery;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Sends the newest state at its time. What could not be told then is part of the next heartbeat, never a late one. Until the lanes
 * are closed and the last heartbeat is out, or cannot be. Confined to the exporter's thread.
 */
final class HeartbeatRunner implements Deliverer {

    private static final long IDLE_NANOS = 3_600_000_000_000L;

    private final Supplier<Exporter> exporter;
    private final long periodNanos;
    private final Lanes lanes;
    private final DeliverySchedule schedule;
    private final Books books;
    private final HeartbeatContent beat;
    private long next = System.nanoTime();

    /** Taken from the lanes and not yet part of the heartbeat. */
    private PendingWindow held;

    /** What the exporter said of the heartbeat; null before it was asked. */
    private Delivery answer;

    /** @param exporter the one to call now: it may be made anew */
    HeartbeatRunner(Supplier<Exporter> exporter, Duration period, Lanes lanes, DeliverySchedule schedule, Books books) {
        this.exporter = exporter;
        this.periodNanos = period.toNanos();
        this.lanes = lanes;
        this.schedule = schedule;
        this.books = books;
        this.beat = new HeartbeatContent(period);
    }

    @Override
    public boolean turn() throws InterruptedException {
        if (answer != null) {
            send();
        }
        gather();
        if (!lanes.isClosed()) {
            boolean ready = lanes.isEnabled() && beat.window() != null;
            long wait = next - System.nanoTime();
            if (ready && wait <= 0) {
                send();
                next = Math.max(next + periodNanos, System.nanoTime());
            } else {
                lanes.await(ready ? wait : IDLE_NANOS);
            }
            return true;
        }
        if (!lanes.isEnabled() || beat.window() == null || send()) {
            return false;
        }
        if (lanes.deadline() - System.nanoTime() < LaneRunner.LAST_PAUSE.toNanos()) {
            return false;
        }
        Thread.sleep(LaneRunner.LAST_PAUSE.toMillis());
        return true;
    }

    @Override
    public int inHand() {
        return beat.windows() + (held == null ? 0 : 1);
    }

    /** At once, so that waiting windows take no more memory than one. */
    private void gather() {
        if (held == null) {
            held = lanes.takeOldest();
        }
        while (held != null) {
            int dropped = beat.add(held.window());
            held = null;
            lanes.settled(dropped);
            books.expired(dropped);
            held = lanes.takeOldest();
        }
    }

    /** @return whether it is settled */
    private boolean send() {
        if (answer == null) {
            answer = Attempt.of(exporter.get(), beat.window());
        }
        Delivery result = answer;
        if (result instanceof Delivery.RetryLater later) {
            answer = null;
            schedule.failed(true, System.nanoTime(), later.after());
            books.putOff(later.reason());
            return false;
        }
        int windows = beat.windows();
        lanes.settled(windows);
        books.settled(result, windows);
        beat.sent();
        answer = null;
        if (!(result instanceof Delivery.Nothing)) {
            schedule.succeeded(true, System.nanoTime());
            books.saySettled(result, true);
        }
        return true;
    }
}
