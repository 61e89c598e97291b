package io.inferometer.agent.async;

/** A queued request. Its acceptance is an event; from then on it belongs to the tracker. */
final class QueuedRequest extends StageEvent {

    /** What is known of a request. */
    enum State {
        WAITING,
        BEGUN,
        /** Succeeded or failed, by its own events. */
        ENDED,
        EXPIRED,
        TIMED_OUT,
        /** Its work was seen and no acceptance: it is counted no further. */
        UNMATCHED
    }

    /** The time of a request that was not accepted yet, as far as is known. */
    static final long NOT_ACCEPTED = Long.MIN_VALUE;

    /** The time of a request that took the place of one whose acceptance was only counted. */
    static final long ONLY_COUNTED = Long.MIN_VALUE + 1;

    /** The time of one that an ACCEPT inside its own has accepted, before it is an event. */
    static final long ACCEPTED_INSIDE = Long.MIN_VALUE + 2;

    /** Text, or an object by its identity. */
    Object id;

    /** When it was accepted; once it has ended, when that was seen. */
    long time;

    State state;

    /** Its PROCESS; null before it. */
    StageCall process;

    /** What its stages outside its PROCESS add up to: the first of them; null without one. */
    StageCall others;

    /** The next one of the same place in {@link Requests}. */
    QueuedRequest sibling;

    // Neighbours by age among those in the backlog, or among those that ended.
    QueuedRequest older;
    QueuedRequest younger;

    // Neighbours by the beginning of their work, among those that are begun.
    QueuedRequest before;
    QueuedRequest after;

    QueuedRequest(Object id, long time) {
        this.id = id;
        this.time = time;
        this.state = State.WAITING;
    }

    boolean isInBacklog() {
        return time != NOT_ACCEPTED;
    }

    boolean isAcceptedInTime() {
        return time > ONLY_COUNTED;
    }

    /** When its work began. */
    long begun() {
        if (process == null) {
            return others.begin;
        }
        return others == null ? process.begin : Math.min(process.begin, others.begin);
    }

    /** Why a stage failed last, in words; null if it did not, or that was not kept. */
    String failure(Stage stage) {
        String inside = process == null ? null : process.failure(stage);
        return inside != null || others == null ? inside : others.failure(stage);
    }

    /** Whether the end of its PROCESS was taken. */
    boolean isProcessed() {
        return process != null && process.isSeenToEnd;
    }

    private boolean isNotified() {
        return (others != null && others.isNotified()) || (process != null && process.isNotified());
    }

    /** Whether all was seen that its end takes; without a PROCESS, that is its notification. */
    boolean isOver(boolean endsWithNotification) {
        return process == null ? isNotified() : isProcessed() && (isNotified() || !endsWithNotification);
    }

    /**
     * When it ended; it is {@link #isOver over}.
     *
     * @param time when the stage ended that made it so
     */
    long end(long time, boolean endsWithNotification) {
        if (process == null) {
            return time;
        }
        return endsWithNotification ? Math.max(time, process.end()) : process.end();
    }

    /** Whether stages have begun whose end was not seen. */
    boolean hasOpenStages() {
        return (process != null && process.hasOpen()) || (others != null && others.hasOpen());
    }

    /** Makes the result that of this request, by all its stages. */
    void tell(RequestResult result) {
        result.clear();
        if (process != null) {
            process.addTo(result);
        }
        if (others != null) {
            others.addTo(result);
        }
    }
}
