package io.inferometer.agent.record;

/**
 * Events that are nobody's but the holder's, and how far he has come with them. An error of a sink, which may need more memory than there
 * is, ends {@link #drainTo}; the next one goes on with the call that was not taken. One thread only.
 */
final class EventCursor {

    private static final int[] NONE = {};

    /** As many words are taken for those of models that take turns as soon as the first of them are. */
    private static final int TURNS = 256;

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
        CallBatch byTurns = sink.byTurns();
        int turnsEnd = at;
        try {
            while (at < to) {
                int word = in[at];
                if (word < 0 && !Event.isSeries(word)) {
                    if (values == null) {
                        values = new MeasureValues();
                    }
                    int last = Event.endOfNotes(in, at);
                    if (Event.give(in, at, last, of, values, sink)) {
                        calls++;
                    }
                    at = last + 1;
                } else if (at < turnsEnd) {
                    at = byTurns.take(in, at, turnsEnd, of);
                    of = byTurns.seriesBefore;
                    calls += byTurns.taken;
                } else if (byTurns != null && Event.turnsBegin(in, at, to)) {
                    turnsEnd = Math.min(at + TURNS, to);
                } else if (word < 0) {
                    of = Event.series(word);
                    if (Event.isCall(word)) {
                        sink.call(Event.model(of), Event.outcome(of), Event.duration(word), 0);
                        calls++;
                    }
                    at++;
                } else {
                    int runEnd = Event.endOfRun(in, at, to);
                    sink.calls(Event.model(of), Event.outcome(of), in, at, runEnd);
                    calls += runEnd - at;
                    at = runEnd;
                }
            }
        } finally {
            next = at;
            series = of;
        }
        return calls;
    }
}
