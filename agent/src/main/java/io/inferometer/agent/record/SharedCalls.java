package io.inferometer.agent.record;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls in flight that no platform thread's stack tells of: those of virtual threads, and asynchronous ones whose method has
 * returned. Counted by start time, so that the oldest is known without a list: the start is known again at the end.
 *
 * <p>The age of the oldest is exact to {@link #GRANULE_NANOS}, for calls up to 73 minutes old; an older one is taken for a
 * younger. The count is always exact. Thread-safe.
 */
final class SharedCalls {

    /** 2^30 ns, about a second: a shift instead of a division. */
    static final long GRANULE_NANOS = 1L << 30;

    private static final int GRANULES = 4096;

    private final AtomicLong open = new AtomicLong();
    private final AtomicIntegerArray openByStart = new AtomicIntegerArray(GRANULES);

    void open(long start) {
        // First what needs more stack: where there is enough for it, there is for the other.
        openByStart.getAndIncrement(granule(start));
        open.getAndIncrement();
    }

    void close(long start) {
        openByStart.getAndDecrement(granule(start));
        open.getAndDecrement();
    }

    private static int granule(long start) {
        return (int) (start >> 30) & (GRANULES - 1);
    }

    long count() {
        return Math.max(0, open.get());
    }

    /** The age in nanoseconds of the oldest call in flight at {@code now}, 0 when there is none. */
    long oldestAge(long now) {
        if (open.get() <= 0) {
            return 0;
        }
        for (int back = GRANULES - 1; back >= 0; back--) {
            long granuleStart = ((now >> 30) - back) << 30;
            if (openByStart.get(granule(granuleStart)) > 0) {
                return Math.max(0, now - granuleStart);
            }
        }
        return 0;
    }
}
