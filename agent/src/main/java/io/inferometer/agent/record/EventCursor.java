package io.inferometer.agent.record;

/**
 * Events that are nobody's but the holder's, and how far he has come with them. An error of a sink, which may need more memory than there
 * is, ends {@link #drainTo}; the next one goes on with the call that was not taken. One thread only.
 */
final class EventCursor {

    private static final int[] NONE = {};

    private int[] words = NONE;

    /** What is known of the call that is given to a sink; null before the first with notes. */
    private MeasureValues values;

    private int next;
    private int end;

    /** That of the next call, if there is no note of another before it. */
    private int series = Event.NO_SERIES;

    /**
     * Points to the events of {@code in[from, to)}. Replaces those before, which are lost unless they were drained.
     */
    void begin(int[] in, int from, int to, int seriesBefore) {
        words = in;
        next = from;
        end = to;
        series = seriesBefore;
    }

    /** Whether there are any. */
    boolean hasNext() {
        return next < end;
    }

    /** Forgets those that there are. */
    void clear() {
        end = next;
    }

    /**
     * Gives all of them to {@code sink}.
     *
     * @return how many calls that were, samples aside
     */
    int drainTo(CallSink sink) {
        int[] in = words;
        int to = end;
        int at = next;
        int of = series;
        int calls = 0;
        try {
            while (at < to) {
                if (in[at] >= 0) {
                    int runEnd = Event.endOfRun(in, at, to);
                    sink.calls(Event.model(of), Event.outcome(of), in, at, runEnd);
                    calls += runEnd - at;
                    at = runEnd;
                } else if (Event.isSeries(in[at])) {
                    of = Event.series(in[at++]);
                } else {
                    if (values == null) {
                        values = new MeasureValues();
                    }
                    int last = Event.endOfNotes(in, at);
                    if (Event.give(in, at, last, of, values, sink)) {
                        calls++;
                    }
                    at = last + 1;
                }
            }
        } finally {
            next = at;
            series = of;
        }
        return calls;
    }
}
