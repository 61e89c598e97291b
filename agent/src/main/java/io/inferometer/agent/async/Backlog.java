package io.inferometer.agent.async;

import io.inferometer.agent.async.QueuedRequest.State;
import io.inferometer.exporter.api.AsyncStats;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The requests that are known, from their acceptance to a minute after their end, and how many are only counted. What happens to one
 * comes from the {@link Tracker}, by whose monitor this is guarded; what time ends is ended by {@link #sweep}.
 */
final class Backlog {

    /** How long work may go on before its acceptance is seen: an ACCEPT may return after a worker took the request. */
    private static final long GRACE_NANOS = 5_000_000_000L;

    /** How long an ended PROCESS waits for the end of stages inside it, which its own end may overtake. */
    private static final long OPEN_STAGES_NANOS = 1_000_000_000L;

    /** How long an ended request is remembered. */
    private static final long REMEMBERED_NANOS = 60_000_000_000L;

    private record Finishing(QueuedRequest request, long end) {}

    private final Problems problems;
    private final RequestEnds ends;
    private final Capacity capacity;

    private final long ttl;
    private final long timeout;
    private final int maxTracked;
    private final boolean endsWithNotification;

    private final Requests requests = new Requests();
    private final RequestList byAge = new ByTime();
    private final RequestList begun = new ByBeginning();
    private final RequestList notAccepted = new ByBeginning();
    private final RequestList ended = new ByTime();
    private final UntrackedRequests untracked;
    private final List<Finishing> finishing = new ArrayList<>();

    private long now;
    private long size;

    /** Those begun whose PROCESS is over, and that wait for their notification. */
    private int processed;

    Backlog(Problems problems, RequestEnds ends, Capacity capacity, AsyncLimits limits) {
        this.problems = problems;
        this.ends = ends;
        this.capacity = capacity;
        this.untracked = new UntrackedRequests(problems.onlyCounted);
        this.ttl = limits.ttl().toNanos();
        this.timeout = limits.processingTimeout().toNanos();
        this.maxTracked = limits.maxTracked();
        this.endsWithNotification = limits.endsWithNotification();
    }

    /** @param nanos {@link System#nanoTime}, for what follows */
    void at(long nanos) {
        now = nanos;
    }

    /** The request with this id; null if none is known. */
    QueuedRequest find(Object id) {
        return requests.find(id);
    }

    /** A request was accepted. */
    void admit(QueuedRequest request) {
        if (requests.size() >= maxTracked && ended.first() != null) {
            forget(ended.first());
        }
        if (requests.size() >= maxTracked) {
            problems.onlyCounted.incrementAndGet();
            countFurther();
            return;
        }
        requests.add(request);
        byAge.add(request);
        size++;
    }

    /** Another request was accepted under the id of one that has ended. */
    void admitInsteadOf(QueuedRequest known, QueuedRequest request) {
        forget(known);
        admit(request);
    }

    /** Sites count, too. */
    void countFurther() {
        size += untracked.takeFurther(now);
    }

    /** A request was accepted whose work has begun already. */
    void acceptedLater(QueuedRequest known, long time) {
        if (known.isInBacklog()) {
            // It took the place of one that was only counted: that one waits again.
            untracked.putBack(now);
        } else {
            notAccepted.remove(known);
            begun.add(known);
            processed += known.isProcessed() ? 1 : 0;
        }
        size++;
        known.time = Math.min(time, known.begun());
        byAge.add(known);
        ends.waited(known.begun() - known.time);
        if (known.isProcessed()) {
            finishIfOver(known, known.process.end());
        }
    }

    /** A stage of a request that waits has begun: the work on it. */
    void begin(StageCall call, QueuedRequest request) {
        if (call.begin < request.time) {
            // Its ACCEPT had not returned yet.
            byAge.remove(request);
            request.time = call.begin;
            byAge.add(request);
        }
        attach(call, request);
        begin(request);
        ends.waited(call.begin - request.time);
    }

    /** Work has begun under an id that is not known: that of a request that was only counted, or of one not accepted yet. */
    void beginUnknown(StageCall call, Object id) {
        countFurther();
        boolean isCounted = !untracked.isEmpty();
        QueuedRequest request =
                new QueuedRequest(id, isCounted ? QueuedRequest.ONLY_COUNTED : QueuedRequest.NOT_ACCEPTED);
        attach(call, request);
        requests.add(request);
        if (isCounted) {
            untracked.take();
            begin(request);
            return;
        }
        request.state = State.BEGUN;
        notAccepted.add(request);
        capacity.works();
        if (notAccepted.size() > maxTracked) {
            giveUp(notAccepted.first());
        }
    }

    private void begin(QueuedRequest request) {
        request.state = State.BEGUN;
        begun.add(request);
        capacity.works();
    }

    /** A stage has begun that is one of this request. */
    void attach(StageCall call, QueuedRequest request) {
        call.request = request;
        if (call.stage == Stage.PROCESS) {
            request.process = call;
            return;
        }
        if (request.others == null) {
            boolean isEarlier = request.process != null && call.begin < request.process.begin;
            RequestList list = request.isInBacklog() ? begun : notAccepted;
            if (isEarlier) {
                list.remove(request);
            }
            request.others = call;
            if (isEarlier) {
                list.add(request);
            }
        }
        request.others.open();
    }

    /** A stage of a request that is begun has ended, in time. */
    void stageEnded(StageCall call, QueuedRequest request) {
        if (call.stage == Stage.PROCESS) {
            call.isSeenToEnd = true;
            processed += request.isInBacklog() ? 1 : 0;
        } else {
            if (call.result() != StageCall.SUCCESS) {
                request.others.failed(call.stage, call.failure(call.stage));
            }
            request.others.add(call.stage, call.end() - call.begin, call.result());
            request.others.close();
        }
        finishIfOver(request, call.end());
    }

    private void finishIfOver(QueuedRequest request, long time) {
        if (!request.isInBacklog() || !request.isOver(endsWithNotification)) {
            return;
        }
        long end = request.end(time, endsWithNotification);
        if (request.hasOpenStages()) {
            finishing.add(new Finishing(request, end));
        } else {
            finish(request, end);
        }
    }

    /** Ends those whose last stages have ended by now, or may not be waited for any longer. */
    void finishThoseThatWait() {
        for (Iterator<Finishing> all = finishing.iterator(); all.hasNext(); ) {
            Finishing each = all.next();
            boolean isOpen = each.request.state == State.BEGUN;
            if (isOpen && each.request.hasOpenStages() && now - each.end < OPEN_STAGES_NANOS) {
                continue;
            }
            all.remove();
            if (isOpen) {
                finish(each.request, each.end);
            }
        }
    }

    private void finish(QueuedRequest request, long end) {
        ends.ended(request, end);
        leave(request, State.ENDED);
    }

    /** Whether the work on a request was not over in time by then; it is ended if so. */
    boolean isTimedOut(QueuedRequest request, long time) {
        if (!request.isInBacklog() || time - request.begun() <= timeout) {
            return false;
        }
        timeOut(request);
        return true;
    }

    private void timeOut(QueuedRequest request) {
        ends.timedOut(request, request.begun() + timeout);
        leave(request, State.TIMED_OUT);
    }

    /** Whether a request that waits did so for too long by then; it is ended if so. */
    boolean isExpired(QueuedRequest request, long time) {
        if (time - request.time <= ttl) {
            return false;
        }
        expire(request, request.time + ttl);
        return true;
    }

    void expire(QueuedRequest request, long time) {
        ends.expired(request, time);
        leave(request, State.EXPIRED);
    }

    /** The application expires a request whose id is not known: one of those that are only counted, unless there is none. */
    void expireUnknown() {
        countFurther();
        if (untracked.takeExpired()) {
            problems.late.incrementAndGet();
        } else if (!untracked.isEmpty()) {
            untracked.take();
            expireCounted(1);
        } else {
            problems.unmatched.incrementAndGet();
        }
    }

    private void expireCounted(long count) {
        size -= count;
        capacity.fell(size);
        ends.expired(count);
    }

    private void leave(QueuedRequest request, State how) {
        if (request.isAcceptedInTime()) {
            byAge.remove(request);
        }
        if (request.state == State.BEGUN) {
            begun.remove(request);
            processed -= request.isProcessed() ? 1 : 0;
        }
        size--;
        capacity.fell(size);
        request.state = how;
        // Not when it ended: what is found late would have to look for its place.
        request.time = now;
        request.process = null;
        request.others = null;
        ended.add(request);
    }

    private void forget(QueuedRequest request) {
        ended.remove(request);
        requests.remove(request);
    }

    /** Work of which no acceptance was seen: that of a request that was only counted, or of none. */
    private void giveUp(QueuedRequest request) {
        notAccepted.remove(request);
        countFurther();
        if (!untracked.isEmpty()) {
            untracked.take();
            request.time = QueuedRequest.ONLY_COUNTED;
            begun.add(request);
            processed += request.isProcessed() ? 1 : 0;
            finishIfOver(request, request.isProcessed() ? request.process.end() : now);
        } else {
            request.state = State.UNMATCHED;
            requests.remove(request);
            problems.unmatched.incrementAndGet();
        }
    }

    /** Ends what has not ended in time. */
    void sweep() {
        QueuedRequest next;
        for (QueuedRequest each = byAge.first(); each != null && now - each.time > ttl; each = next) {
            next = byAge.next(each);
            if (each.state == State.WAITING) {
                expire(each, each.time + ttl);
            }
        }
        expireCounted(untracked.expireBefore(now - ttl, now));
        untracked.forgetExpiredBefore(now - REMEMBERED_NANOS);
        for (QueuedRequest each = begun.first(); each != null && now - each.begun() > timeout; each = begun.first()) {
            timeOut(each);
        }
        for (QueuedRequest each = notAccepted.first();
                each != null && now - each.begun() > GRACE_NANOS;
                each = notAccepted.first()) {
            giveUp(each);
        }
        for (QueuedRequest each = ended.first();
                each != null && now - each.time > REMEMBERED_NANOS;
                each = ended.first()) {
            forget(each);
        }
    }

    /** How many wait or are begun. */
    long size() {
        return size;
    }

    /** On how many something works. */
    int working() {
        return begun.size() - processed + notAccepted.size();
    }

    /** How many requests are known one by one and have not ended. */
    int tracked() {
        return byAge.size() + notAccepted.size();
    }

    AsyncStats.Queue queue(long nanos) {
        long oldest = untracked.oldest(nanos);
        if (byAge.first() != null) {
            oldest = Math.min(oldest, byAge.first().time);
        }
        return new AsyncStats.Queue(size, Math.max(0, nanos - oldest), capacity.missing(), ends.recent(nanos));
    }
}
