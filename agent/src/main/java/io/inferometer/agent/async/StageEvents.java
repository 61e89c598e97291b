package io.inferometer.agent.async;

import io.inferometer.agent.async.Problems.BadId;
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

    /** @param mostWaiting how many events may wait before requests are only counted */
    StageEvents(Events events, Problems problems, Outcomes outcomes, SiteErrors errors, int mostWaiting) {
        this.events = events;
        this.problems = problems;
        this.outcomes = outcomes;
        this.errors = errors;
        this.mostWaiting = mostWaiting;
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

    void accept(Request request) {
        if (events.size() < mostWaiting) {
            events.add(request);
        } else {
            problems.onlyCounted.incrementAndGet();
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
    void end(Event event) {
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
