package io.inferometer.agent.async;

import io.inferometer.agent.async.Problems.BadId;
import io.inferometer.agent.async.QueuedRequest.State;
import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.RequestLine;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Follows requests from event to event: which request an event is of, and whether it fits what is known of that one. Thread-safe by its
 * monitor, which no thread of the application takes.
 */
final class Tracker {

    private final Events events;
    private final Problems problems;
    private final RequestEnds ends;
    private final Capacity capacity = new Capacity();
    private final Backlog backlog;

    private StageEvent pending;

    /** @param log takes a line of each request that ends; null if nobody reads them */
    Tracker(Events events, Problems problems, AsyncLimits limits, RequestLog log) {
        this.events = events;
        this.problems = problems;
        this.ends = new RequestEnds(log);
        this.backlog = new Backlog(problems, ends, capacity, limits);
    }

    /** The model is a stage of its own. */
    void hasModelStage() {
        ends.hasModelStage();
    }

    void ready(DoubleSupplier workers) {
        capacity.ready(workers);
    }

    /**
     * Takes the events that wait.
     *
     * @param nanos {@link System#nanoTime}
     * @return how many there were
     */
    synchronized int drain(long nanos) {
        backlog.at(nanos);
        int count = 0;
        if (pending == null) {
            pending = events.takeAll();
        }
        while (pending != null) {
            StageEvent event = pending;
            pending = event.next;
            event.next = null;
            count++;
            if (event instanceof QueuedRequest request) {
                accepted(request);
            } else if (event instanceof StageCall call) {
                begun(call);
            } else if (event instanceof StageEnd end) {
                ended(end.call);
            }
        }
        backlog.countFurther();
        backlog.finishThoseThatWait();
        return count;
    }

    private void accepted(QueuedRequest request) {
        if (Ids.isTooLong(request.id)) {
            problems.badId(BadId.TOO_LONG);
            request.id = Ids.kept(request.id);
        }
        QueuedRequest known = backlog.find(request.id);
        if (known == null) {
            backlog.admit(request);
        } else if (known.state == State.BEGUN && !known.isAcceptedInTime()) {
            backlog.acceptedLater(known, request.time);
        } else if (known.state == State.WAITING || known.state == State.BEGUN) {
            problems.badId(BadId.DUPLICATE);
        } else {
            problems.badId(BadId.REUSED);
            backlog.admitInsteadOf(known, request);
        }
    }

    private void begun(StageCall call) {
        if (call.stage == Stage.PROCESS) {
            capacity.works();
        }
        Object id = Ids.kept(call.id);
        QueuedRequest request = backlog.find(id);
        if (request == null) {
            begunUnknown(call, id);
            return;
        }
        switch (request.state) {
            case WAITING -> begunWaiting(call, request);
            case BEGUN -> {
                if (backlog.isTimedOut(request, call.begin)) {
                    problems.late.incrementAndGet();
                } else if (call.stage == Stage.EXPIRE || (call.stage == Stage.PROCESS && request.process != null)) {
                    problems.unmatched.incrementAndGet();
                } else {
                    backlog.attach(call, request);
                }
            }
            case ENDED -> {
                if (call.stage == Stage.NOTIFY) {
                    call.request = request;
                } else {
                    problems.unmatched.incrementAndGet();
                }
            }
            case EXPIRED, TIMED_OUT -> problems.late.incrementAndGet();
            case UNMATCHED -> problems.unmatched.incrementAndGet();
        }
    }

    private void begunWaiting(StageCall call, QueuedRequest request) {
        if (call.stage == Stage.EXPIRE) {
            backlog.expire(request, call.begin);
        } else if (backlog.isExpired(request, call.begin)) {
            problems.late.incrementAndGet();
        } else if (call.stage == Stage.NOTIFY) {
            problems.unmatched.incrementAndGet();
        } else {
            backlog.begin(call, request);
        }
    }

    private void begunUnknown(StageCall call, Object id) {
        switch (call.stage) {
            case EXPIRE -> backlog.expireUnknown();
            case NOTIFY -> problems.unmatched.incrementAndGet();
            default -> backlog.beginUnknown(call, id);
        }
    }

    private void ended(StageCall call) {
        QueuedRequest request = call.request;
        if (request == null) {
            return;
        }
        switch (request.state) {
            case BEGUN -> {
                if (backlog.isTimedOut(request, call.end())) {
                    problems.late.incrementAndGet();
                } else {
                    backlog.stageEnded(call, request);
                }
            }
            case ENDED -> {
                if (call.stage != Stage.NOTIFY) {
                    problems.late.incrementAndGet();
                } else if (call.result() != StageCall.SUCCESS) {
                    ends.notificationFailed();
                }
            }
            case EXPIRED, TIMED_OUT -> problems.late.incrementAndGet();
            case WAITING, UNMATCHED -> {}
        }
    }

    /** Ends what has not ended in time. */
    synchronized void sweep(long nanos) {
        backlog.at(nanos);
        backlog.sweep();
    }

    /** Reads the gauges: once a second. */
    synchronized void sample(long nanos) {
        capacity.sample(backlog.size(), backlog.working());
        ends.look(nanos);
        ends.sample(backlog.queue(nanos));
    }

    /** How many requests are known one by one and have not ended. */
    synchronized int tracked() {
        return backlog.tracked();
    }

    /** What has happened in the window in progress, which ends now. */
    synchronized AsyncStats inWindow(long nanos) {
        drain(nanos);
        ends.cut();
        return ends.inCut(backlog.queue(nanos));
    }

    /** The lines of requests that ended in the window of the last {@link #inWindow}. */
    synchronized List<RequestLine> linesInWindow() {
        return ends.linesInCut();
    }

    /** Another window has begun. Needs no memory. */
    synchronized void beginWindow() {
        ends.beginWindow();
    }

    synchronized AsyncStats sinceStart(long nanos) {
        drain(nanos);
        return ends.sinceStart(backlog.queue(nanos));
    }
}
