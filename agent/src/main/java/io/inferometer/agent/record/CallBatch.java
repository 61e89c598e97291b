package io.inferometer.agent.record;

/**
 * Calls of several models by turns, for a sink that counts many of them in one loop: where models take turns, a call of the sink for each
 * takes longer than all else. Made of two arrays of 4 KiB, from the first turn until {@link #release}. One thread only.
 */
public abstract class CallBatch {

    private static final int CAPACITY = 1 << 10;
    private static final int[] NONE = {};

    /** The series of each: see {@link #model} and {@link #outcome}. */
    protected int[] series = NONE;

    /** The duration of each, in nanoseconds. */
    protected int[] nanos = NONE;

    /** How many there are. */
    protected int size;

    /** That of the event before the one at which the latest {@link #take} ended. */
    int seriesBefore;

    /** How many calls the latest {@link #take} took. */
    int taken;

    /** The index of a series' model. */
    protected static int model(int series) {
        return Event.model(series);
    }

    /** The ordinal of a series' {@link io.inferometer.exporter.api.Outcome}. */
    protected static int outcome(int series) {
        return Event.outcome(series);
    }

    /** Counts all there are. Where it throws, those that it has not counted stay, and come first the next time. */
    public abstract void count();

    /** Whether {@link #count} has left some over. */
    protected abstract boolean isHalfCounted();

    /**
     * Takes calls up to the first that has notes beside one of its series. All or, where it throws, none.
     *
     * @param from where the first begins
     * @param to at most {@link #CAPACITY} further on; not within a call, unless one with such notes is before
     * @param before the series of the call before
     * @return where the last ends
     */
    final int take(int[] words, int from, int to, int before) {
        if (size + to - from > series.length || isHalfCounted()) {
            makeRoom();
        }
        int[] ofSeries = series;
        int[] ofNanos = nanos;
        int first = size;
        int next = first;
        int current = before;
        int at = from;
        for (; at < to; at++) {
            int word = words[at];
            if (word < 0) {
                if (!Event.isSeries(word)) {
                    break;
                }
                current = Event.series(word);
                word = Event.isCall(word) ? Event.duration(word) : word;
            }
            // No branch, for it would often be mispredicted: what is no call is overwritten by the next.
            ofSeries[next] = current;
            ofNanos[next] = word;
            next += 1 + (word >> 31);
        }
        seriesBefore = current;
        taken = next - first;
        size = next;
        return at;
    }

    private void makeRoom() {
        count();
        if (series.length == 0) {
            int[] room = new int[CAPACITY];
            nanos = new int[CAPACITY];
            series = room;
        }
    }

    /** Lets go of its memory, unless there are calls. */
    public void release() {
        if (size == 0) {
            series = NONE;
            nanos = NONE;
        }
    }
}
