package io.inferometer.agent.record;

import io.inferometer.exporter.api.Measure;
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

    /**
     * Makes a further value known of a call. One that makes no sense is counted, and left out as a number of items is; a time is taken
     * for the nearest that can be recorded.
     */
    void put(MeasureValues to, Measure measure, long value) {
        if (Buckets.of(measure) == Buckets.DURATIONS) {
            to.set(measure.ordinal(), duration(value));
        } else if (Event.holds(value)) {
            to.set(measure.ordinal(), value);
        } else {
            ignoredItems.getAndIncrement();
        }
    }

    /**
     * Makes the pace of a call known whose items came one by one: the time to the first of them, and from each to the next on average.
     *
     * @param start of the call, as {@link System#nanoTime} has it
     * @param first when the first item was there
     * @param end when the last was
     * @param count how many there were
     */
    void putPace(MeasureValues to, long start, long first, long end, long count) {
        put(to, Measure.TIME_TO_FIRST_ITEM, first - start);
        if (count > 1) {
            put(to, Measure.TIME_PER_ITEM, (end - first) / (count - 1));
        }
    }

    long clamped() {
        return clamped.get();
    }

    long ignoredItems() {
        return ignoredItems.get();
    }
}
