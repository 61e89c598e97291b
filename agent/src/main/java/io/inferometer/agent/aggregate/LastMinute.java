package io.inferometer.agent.aggregate;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What happened to one model in the last 60 s, and up to one step more. It moves on in steps of five seconds while that takes
 * little memory, else of ten, else of twenty: slices side by side are put together. One thread only.
 */
final class LastMinute {

    /** The shortest step. */
    static final long SLOT_NANOS = 5_000_000_000L;

    private static final int SLOTS = 12;
    private static final int LONGEST_STEP = 4;

    /** What slices may take for each outcome and each measure among them, items aside, until steps are the longest. */
    private static final int BYTES_PER_SERIES = 3 * 1024;

    /** A slice that ended in this slot. */
    private record Ended(long slot, PackedSlice slice) {}

    private Deque<Ended> slices = new ArrayDeque<>();

    /** Adds a slice that ended now, or nothing where there is no memory. */
    void add(long slot, PackedSlice slice) {
        Deque<Ended> more = new ArrayDeque<>(slices);
        more.addLast(new Ended(slot, slice));
        more = withSteps(1, more);
        for (int step = 2; step <= LONGEST_STEP && takeTooMuch(more); step *= 2) {
            more = withSteps(step, more);
        }
        slices = more;
    }

    private static Deque<Ended> withSteps(int step, Deque<Ended> of) {
        Deque<Ended> fewer = new ArrayDeque<>(of.size());
        for (Ended next : of) {
            Ended last = fewer.peekLast();
            if (last != null && Math.floorDiv(last.slot, step) == Math.floorDiv(next.slot, step)) {
                fewer.removeLast();
                next = new Ended(next.slot, last.slice.plus(next.slice));
            }
            fewer.addLast(next);
        }
        return fewer;
    }

    private static boolean takeTooMuch(Deque<Ended> slices) {
        int bytes = 0;
        boolean[] used = new boolean[Slice.LOADS];
        for (Ended each : slices) {
            bytes += each.slice.bytes();
            each.slice.addPartsTo(used);
        }
        int allowed = 0;
        for (int part = 0; part < used.length; part++) {
            allowed += used[part] && part != Slice.ITEMS ? BYTES_PER_SERIES : 0;
        }
        return bytes > allowed;
    }

    /** Forgets what ended a minute before this slot. */
    void forgetUntil(long slot) {
        while (!slices.isEmpty() && slices.getFirst().slot <= slot - SLOTS) {
            slices.removeFirst();
        }
    }

    void clear() {
        slices.clear();
    }

    PackedSlice sum() {
        PackedSlice sum = PackedSlice.EMPTY;
        for (Ended each : slices) {
            sum = sum.plus(each.slice);
        }
        return sum;
    }

    /** As {@link ModelSeries#reach} has it. */
    long reach(boolean histograms) {
        long read = 0;
        for (Ended each : slices) {
            read += each.slice.reach(histograms);
        }
        return read;
    }

    /** Adds the durations of each outcome. */
    void addTo(Gathered[] byOutcome) {
        for (Ended each : slices) {
            for (int outcome = 0; outcome < byOutcome.length; outcome++) {
                byOutcome[outcome].add(each.slice.part(outcome));
            }
        }
    }

    void addTo(int part, Gathered sum) {
        for (Ended each : slices) {
            sum.add(each.slice.part(part));
        }
    }
}
