package io.inferometer.agent.delivery;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import java.time.Duration;

/** Delivers each window as it is: live ones first, the backlog in between. Confined to the exporter's thread. */
final class LaneRunner {

    /** Between attempts once the JVM ends: several fit into the default {@code shutdown.timeout}. */
    static final Duration LAST_PAUSE = Duration.ofMillis(200);

    private static final long IDLE_NANOS = 3_600_000_000_000L;

    private final Exporter exporter;
    private final Lanes lanes;
    private final Pace pace;
    private final Books books;

    LaneRunner(Exporter exporter, Lanes lanes, Pace pace, Books books) {
        this.exporter = exporter;
        this.lanes = lanes;
        this.pace = pace;
        this.books = books;
    }

    /** Until the lanes are closed and the last windows are out, or cannot be. */
    void run() throws InterruptedException {
        while (!lanes.isClosed()) {
            if (!deliverNext()) {
                lanes.await(nextLook());
            }
        }
        if (lanes.isEnabled()) {
            deliverLast();
        }
    }

    /** @return whether anything was tried */
    private boolean deliverNext() {
        long now = System.nanoTime();
        if (!lanes.isEnabled() || pace.untilLive(now) > 0) {
            return false;
        }
        Waiting window = lanes.takeLive();
        boolean live = window != null;
        if (!live && pace.untilBacklog(now) <= 0) {
            window = lanes.takeBacklog();
        }
        if (window == null) {
            return false;
        }
        attempt(window, live);
        return true;
    }

    private long nextLook() {
        long now = System.nanoTime();
        long next = pace.untilLive(now) > 0 ? pace.untilLive(now) : pace.untilBacklog(now);
        return next > 0 ? next : IDLE_NANOS;
    }

    /** What is live, and what is nowhere else. The backlog on disk is left to the next start. */
    private void deliverLast() throws InterruptedException {
        boolean away = pace.isFailing();
        for (Waiting window = takeLast(); window != null; window = takeLast()) {
            for (Duration asked = attempt(window, true); asked != null; asked = attempt(window, true)) {
                long pause = Math.max(asked.toMillis(), LAST_PAUSE.toMillis());
                if ((away && lanes.unkept() == 0) || lanes.deadline() - System.nanoTime() < pause * 1_000_000) {
                    return;
                }
                Thread.sleep(pause);
                if (!lanes.takeAgain(window)) {
                    break;
                }
            }
        }
    }

    private Waiting takeLast() {
        Waiting live = lanes.takeLive();
        return live == null ? lanes.takeFromMemory() : live;
    }

    /** @return null when the window is settled, else how long the backend asked to be left alone */
    private Duration attempt(Waiting window, boolean live) {
        Delivery result = Attempt.of(exporter, window.window());
        long now = System.nanoTime();
        if (result instanceof Delivery.RetryLater later) {
            lanes.putBack(window);
            books.putOff(later.reason());
            pace.failed(live, now, later.after());
            lanes.setFailing(pace.isFailing());
            return later.after();
        }
        pace.succeeded(live, now);
        lanes.setFailing(false);
        if (result instanceof Delivery.Rejected refused) {
            books.rejected(1, refused.reason());
        } else {
            books.delivered(1, (Delivery.Delivered) result, !pace.onlyBacklogFails(now));
        }
        lanes.settled(window);
        return null;
    }
}
