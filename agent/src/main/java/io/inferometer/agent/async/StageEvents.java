package io.inferometer.agent.async;

import io.inferometer.agent.async.Problems.BadId;
import io.inferometer.agent.model.FailureText;
import io.inferometer.agent.record.ByIdentity;
import io.inferometer.agent.record.Outcomes;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.exporter.api.Outcome;

/** Where sites leave what happens. Thread-safe. */
final class StageEvents {

    /** Beginnings of requests that are known are the last to be given up. */
    private static final long MOST_BEGINNINGS = 4;

    private final ThreadStages threads = new ThreadStages();
    private final ByIdentity<Identity> tasks = new ByIdentity<>();
    private final ByIdentity<OpenStream> streams = new ByIdentity<>();
    private final Events events;
    private final Problems problems;
    private final Outcomes outcomes;
    private final SiteErrors errors;
    private final int mostWaiting;
    private final boolean areLogged;

    /**
     * @param mostWaiting how many events may wait before requests are only counted
     * @param areLogged whether requests have lines in a log
     */
    StageEvents(
            Events events,
            Problems problems,
            Outcomes outcomes,
            SiteErrors errors,
            int mostWaiting,
            boolean areLogged) {
        this.events = events;
        this.problems = problems;
        this.outcomes = outcomes;
        this.errors = errors;
        this.mostWaiting = mostWaiting;
        this.areLogged = areLogged;
    }

    ThreadStages threads() {
        return threads;
    }

    /** What identifies tasks that were submitted and not begun. */
    ByIdentity<Identity> tasks() {
        return tasks;
    }

    /** Streams that belong to a stage which has not ended. */
    ByIdentity<OpenStream> streams() {
        return streams;
    }

    void accept(QueuedRequest request) {
        if (events.size() < mostWaiting) {
            events.add(request);
        } else {
            problems.onlyCounted.incrementAndGet();
        }
    }

    StageCall call(Stage stage, Object id) {
        long begin = System.nanoTime();
        return areLogged ? new LoggedCall(stage, id, begin) : new StageCall(stage, id, begin);
    }

    /**
     * Notes why a stage failed, if its request is to have a line. Before what tells that it ended: then the line may be written.
     *
     * @param failure null if it did not
     */
    void failed(StageCall call, Stage stage, Throwable failure) {
        if (areLogged && failure != null) {
            call.failed(stage, text(failure));
        }
    }

    /** A failure is asked for its message, which is the application's code. */
    private static String text(Throwable failure) {
        try {
            return FailureText.raw(failure);
        } catch (Throwable unreadable) {
            return failure.getClass().getName();
        }
    }

    /** @return whether there was room for it */
    boolean begin(StageCall call) {
        if (events.size() >= MOST_BEGINNINGS * mostWaiting) {
            problems.lost.incrementAndGet();
            return false;
        }
        events.add(call);
        return true;
    }

    /** For an ending there is always room: there are no more of them than of beginnings. */
    void end(StageEvent event) {
        events.add(event);
    }

    byte result(Throwable failure) {
        if (failure == null) {
            return StageCall.SUCCESS;
        }
        return outcomes.of(failure) == Outcome.CLIENT_ERROR ? StageCall.CLIENT_ERROR : StageCall.SERVER_ERROR;
    }

    void badId(BadId kind) {
        problems.badId(kind);
    }

    void unreadable(Throwable failure) {
        problems.badId(BadId.UNREADABLE);
        errors.report(failure);
    }

    /** A stage names no id and is inside no PROCESS. */
    void unmatched() {
        problems.unmatched.incrementAndGet();
    }
}
