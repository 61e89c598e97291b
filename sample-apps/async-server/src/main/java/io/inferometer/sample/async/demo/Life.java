package io.inferometer.sample.async.demo;

import java.util.EnumMap;
import java.util.Map;

/**
 * One request by the clock, {@link System#nanoTime}, which all processes of a machine share: when the load itself sent it, had its
 * answer and its callback, and the moments that its stopwatch took. Not thread-safe.
 */
final class Life {

    private final Map<Moment, Long> moments = new EnumMap<>(Moment.class);
    private Fate fate;
    private long sent;
    private long answered;
    private Long called;
    private boolean isSaidToFail;

    /** The load had the answer that accepts it. */
    void accepted(Fate expected, long sentNanos, long answeredNanos) {
        fate = expected;
        sent = sentNanos;
        answered = answeredNanos;
    }

    /** @param failed whether the callback says so */
    void called(boolean failed, long nanos) {
        called = nanos;
        isSaidToFail = failed;
    }

    void at(Moment moment, long nanos) {
        moments.put(moment, nanos);
    }

    /** What is to become of it; null before it is accepted. */
    Fate fate() {
        return fate;
    }

    long answered() {
        return answered;
    }

    /** Whether its answer, its callback and every moment have come. */
    boolean isComplete() {
        return fate != null && called != null && moments.size() == Moment.values().length;
    }

    boolean isAsExpected() {
        return isSaidToFail == (fate != Fate.SUCCESS && fate != Fate.UNHEARD);
    }

    /** Whether the stopwatch says nothing that the load itself saw otherwise: each moment lies between two of its own. */
    boolean isAsSeen() {
        long accepted = moments.get(Moment.ACCEPTED);
        return sent <= accepted && accepted <= answered && sent <= begun() && begun() <= called && called <= ended();
    }

    /** A worker may begin before the method that accepts has returned. */
    long accepted() {
        return Math.min(moments.get(Moment.ACCEPTED), begun());
    }

    long begun() {
        return moments.get(Moment.BEGUN);
    }

    long ended() {
        return moments.get(Moment.ENDED);
    }
}
