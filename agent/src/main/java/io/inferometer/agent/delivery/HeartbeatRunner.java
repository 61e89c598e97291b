package io.inferometer.agent.delivery;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import java.time.Duration;

/**
 * Sends the newest state at its time. What could not be told then is part of the next heartbeat, never a late one. Confined to
 * the exporter's thread.
 */
final class HeartbeatRunner {

    private static final long IDLE_NANOS = 3_600_000_000_000L;

    private final Exporter exporter;
    private final long periodNanos;
    private final Lanes lanes;
    private final Pace pace;
    private final Books books;
    private final Beat beat;

    HeartbeatRunner(Exporter exporter, Duration period, Lanes lanes, Pace pace, Books books) {
        this.exporter = exporter;
        this.periodNanos = period.toNanos();
        this.lanes = lanes;
        this.pace = pace;
        this.books = books;
        this.beat = new Beat(period);
    }

    /** Until the lanes are closed and the last heartbeat is out, or cannot be. */
    void run() throws InterruptedException {
        long next = System.nanoTime();
        while (!lanes.isClosed()) {
            gather();
            boolean ready = lanes.isEnabled() && beat.window() != null;
            long wait = next - System.nanoTime();
            if (ready && wait <= 0) {
                send();
                next = Math.max(next + periodNanos, System.nanoTime());
            } else {
                lanes.await(ready ? wait : IDLE_NANOS);
            }
        }
        gather();
        while (lanes.isEnabled() && beat.window() != null && !send()) {
            if (lanes.deadline() - System.nanoTime() < LaneRunner.LAST_PAUSE.toNanos()) {
                return;
            }
            Thread.sleep(LaneRunner.LAST_PAUSE.toMillis());
        }
    }

    /** At once, so that waiting windows take no more memory than one. */
    private void gather() {
        for (Waiting waiting : lanes.takeAll()) {
            int dropped = beat.add(waiting.window());
            if (dropped > 0) {
                lanes.settled(dropped);
                books.expired(dropped);
            }
        }
    }

    /** @return whether it is settled */
    private boolean send() {
        Delivery result = Attempt.of(exporter, beat.window());
        if (result instanceof Delivery.RetryLater later) {
            books.putOff(later.reason());
            pace.failed(true, System.nanoTime(), later.after());
            return false;
        }
        pace.succeeded(true, System.nanoTime());
        if (result instanceof Delivery.Rejected refused) {
            books.rejected(beat.windows(), refused.reason());
        } else {
            books.delivered(beat.windows(), (Delivery.Delivered) result, true);
        }
        lanes.settled(beat.windows());
        beat.sent();
        return true;
    }
}
