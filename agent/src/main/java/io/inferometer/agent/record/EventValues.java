package io.inferometer.agent.record;

import java.util.concurrent.atomic.AtomicLong;

/** Makes what was measured fit an event, and counts what made no sense. Thread-safe. */
final class EventValues {

    private final AtomicLong clamped = new AtomicLong();
    private final AtomicLong ignoredItems = new AtomicLong();

    /**
     * A clock that steps, as virtual machines moved to another host have seen: what is below 0 or beyond 73 years is counted,
     * and taken for the nearest that can be recorded.
     */
    long duration(long nanos) {
        if (Event.holds(nanos)) {
            return nanos;
        }
        clamped.getAndIncrement();
        return nanos < 0 ? 0 : Event.MAX_VALUE;
    }

    /** A batch of less than nothing, or of more than an event can tell: counted, and taken for one of unknown size. */
    long items(long count) {
        if (Event.holds(count)) {
            return count;
        }
        ignoredItems.getAndIncrement();
        return 0;
    }

    long clamped() {
        return clamped.get();
    }

    long ignoredItems() {
        return ignoredItems.get();
    }
}
