package io.inferometer.agent.aggregate;

import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** One model's distributions: the slice being filled, and what slices have become. One thread only. */
final class ModelSeries {

    /** A slice is at most this long: the step in which the last minute moves on. */
    static final long SLICE_NANOS = 5_000_000_000L;

    private static final int RECENT_SLOTS = 12;

    /** What happened in one slot of {@link #SLICE_NANOS}. */
    private record Recent(long slot, ModelStats stats) {}

    private final ModelId id;
    private final Slice slice = new Slice();
    private final Deque<Recent> recent = new ArrayDeque<>();
    private ModelStats window;
    private ModelStats total;
    private long inFlight;
    private long oldestNanos;

    ModelSeries(ModelId id) {
        this.id = id;
        this.total = slice.build(id, 0, 0);
    }

    Slice slice() {
        return slice;
    }

    void clearInFlight() {
        inFlight = 0;
        oldestNanos = 0;
    }

    void addInFlight(long count, long oldest) {
        inFlight += count;
        oldestNanos = Math.max(oldestNanos, oldest);
    }

    private ModelStats newest() {
        return slice.build(id, inFlight, oldestNanos);
    }

    /** Ends the slice, if anything is in it: it becomes part of the window, the total and the last minute. */
    void endSlice(long nowNanos) {
        long slot = Math.floorDiv(nowNanos, SLICE_NANOS);
        while (!recent.isEmpty() && recent.getFirst().slot <= slot - RECENT_SLOTS) {
            recent.removeFirst();
        }
        if (slice.isEmpty()) {
            return;
        }
        ModelStats ended = newest();
        slice.clear();
        total = total.then(ended);
        window = window == null ? ended : window.then(ended);
        if (!recent.isEmpty() && recent.getLast().slot == slot) {
            ended = recent.removeLast().stats.then(ended);
        }
        recent.addLast(new Recent(slot, ended));
    }

    /** Starts percentiles anew; counters go on. */
    void resetRecent(long nowNanos) {
        endSlice(nowNanos);
        recent.clear();
    }

    /** What happened since the last window was cut; empty when nothing did and nothing is in flight. */
    Optional<ModelStats> cutWindow(long nowNanos) {
        endSlice(nowNanos);
        ModelStats cut = window;
        window = null;
        if (cut != null) {
            return Optional.of(cut.then(newest()));
        }
        return inFlight > 0 ? Optional.of(newest()) : Optional.empty();
    }

    /** Everything since the start. */
    ModelStats total() {
        return total.then(newest());
    }

    /** The last minute, to a slice's length. */
    ModelStats lastMinute() {
        ModelStats minute = newest();
        for (Recent slot : recent) {
            minute = slot.stats.then(minute);
        }
        return minute;
    }
}
