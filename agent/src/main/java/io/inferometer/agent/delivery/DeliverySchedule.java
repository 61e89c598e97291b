package io.inferometer.agent.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When an exporter may be called next. A live window that fails holds up both lanes; one of the backlog holds up the backlog
 * alone as long as live windows arrive. One thread only, unless said otherwise. Instants are {@link System#nanoTime}.
 */
final class DeliverySchedule {

    private final Backoff exporter;
    private final Backoff backlog;
    private long liveFrom;
    private long backlogFrom;
    private boolean liveArrives = true;
    private volatile boolean failing;
    private volatile long failingSince;

    DeliverySchedule(RandomGenerator random, long now) {
        exporter = new Backoff(random);
        backlog = new Backoff(random);
        liveFrom = now;
        backlogFrom = now;
    }

    void succeeded(boolean live, long now) {
        exporter.succeeded();
        liveFrom = now;
        if (!live || !liveArrives) {
            backlog.succeeded();
            backlogFrom = now;
        }
        liveArrives = true;
        failing = false;
    }

    /** @param asked how long the backend asked to be left alone; zero when it did not say */
    void failed(boolean live, long now, Duration asked) {
        if (!failing) {
            failingSince = now;
            failing = true;
        }
        if (!live && liveArrives) {
            backlogFrom = now + backlog.failed(asked).toNanos();
            return;
        }
        liveArrives = false;
        liveFrom = now + exporter.failed(asked).toNanos();
        backlogFrom = liveFrom;
    }

    /** Nanoseconds until a live window may be tried; not positive when it may be now. */
    long untilLive(long now) {
        return liveFrom - now;
    }

    /** Nanoseconds until a window of the backlog may be tried; not positive when it may be now. */
    long untilBacklog(long now) {
        return Math.max(liveFrom - now, backlogFrom - now);
    }

    /** Whether live windows arrive, but the backlog does not. */
    boolean onlyBacklogFails(long now) {
        return liveArrives && backlogFrom - now > 0;
    }

    /** Whether the latest attempt failed. Any thread. */
    boolean isFailing() {
        return failing;
    }

    /** Nanoseconds that attempts have failed without a success, counted from {@code begin} at the earliest. Any thread. */
    long failedFor(long begin, long now) {
        return failing ? Math.min(now - failingSince, now - begin) : 0;
    }
}
