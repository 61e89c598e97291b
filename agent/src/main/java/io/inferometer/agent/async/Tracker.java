package io.inferometer.agent.async;

import io.inferometer.agent.async.Problems.BadId;
import io.inferometer.agent.async.QueuedRequest.State;
import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.RequestLine;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Follows requests from event to event and counts each end once. Thread-safe by its monitor, which no thread of the application
 * takes.
 */
final class Tracker {

    /** How long work may go on before its acceptance is seen: an ACCEPT may return after a worker took the request. */
    static final long GRACE_NANOS = 5_000_000_000L;

    /** How long an ended PROCESS waits for the end of stages inside it, which its own end may overtake. */
    static final long OPEN_STAGES_NANOS = 1_000_000_000L;

    /** How long an ended request is remembered. */
    static final long REMEMBERED_NANOS = 60_000_000_000L;

    private record Finishing(QueuedRequest request, long end) {}

    private final Events events;
    private final Problems problems;

    /** Null where requests have no lines. */
    private final RequestLog log;

    private final long ttl;
    private final long timeout;
    private final int maxTracked;
    private final boolean endsWithNotification;

    /** Whether the model is a stage of its own; then a PROCESS says nothing of its time. */
    private volatile boolean hasModelStage;

    /** How many workers are ready, or NaN; null if nothing tells. */
    private volatile DoubleSupplier ready;

    private final Requests requests = new Requests();
    private final RequestList byAge = new ByTime();
    private final RequestList begun = new ByBeginning();
    private final RequestList notAccepted = new ByBeginning();
    private final RequestList ended = new ByTime();
    private final OnlyCounted onlyCounted = new OnlyCounted();

    /** Of those only counted, the ones that expired a moment ago without an EXPIRE, which may still come. */
    private final OnlyCounted sweptCounted = new OnlyCounted();

    private final List<Finishing> finishing = new ArrayList<>();
    private final RequestResult result = new RequestResult();

    private StageEvent pending;
    private long now;
    private long backlog;

    /** How many of those that {@link Problems} knows to be only counted are in the backlog, or were. */
    private long counted;

    /** Those begun whose PROCESS is over, and that wait for their notification. */
    private int processed;

    // Since the latest sample.
    private boolean wasEmpty = true;
    private boolean worked;
    private double withoutCapacity;

    private final RecentEnds recentEnds = new RecentEnds();
    private final Tally sinceStart = new Tally();
    private Tally window = new Tally();

    /** The window that is being cut; null in between. */
    private Tally cut;

    /** @param log takes a line of each request that ends; null if nobody reads them */
    Tracker(Events events, Problems problems, AsyncLimits limits, RequestLog log) {
        this.log = log;
        this.events = events;
        this.problems = problems;
        this.ttl = limits.ttl().toNanos();
        this.timeout = limits.processingTimeout().toNanos();
        this.maxTracked = limits.maxTracked();
        this.endsWithNotification = limits.endsWithNotification();
    }

    void hasModelStage() {
        hasModelStage = true;
    }

    void ready(DoubleSupplier workers) {
        ready = workers;
    }

    /**
     * Takes the events that wait.
     *
     * @param nanos {@link System#nanoTime}
     * @return how many there were
     */
    synchronized int drain(long nanos) {
        now = nanos;
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
        countFurther();
        finishThoseThatWait();
        return count;
    }

    private void accepted(QueuedRequest request) {
        if (Ids.isTooLong(request.id)) {
            problems.badId(BadId.TOO_LONG);
            request.id = Ids.kept(request.id);
        }
        QueuedRequest known = requests.find(request.id);
        if (known == null) {
            admit(request);
        } else if (known.state == State.BEGUN && !known.isAcceptedInTime()) {
            acceptedLater(known, request.time);
        } else if (known.state == State.WAITING || known.state == State.BEGUN) {
            problems.badId(BadId.DUPLICATE);
        } else {
            problems.badId(BadId.REUSED);
            forget(known);
            admit(request);
        }
    }

    private void admit(QueuedRequest request) {
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
        backlog++;
    }

    /** Sites count, too. */
    private void countFurther() {
        long all = problems.onlyCounted.get();
        onlyCounted.add(all - counted, now);
        backlog += all - counted;
        counted = all;
    }

    private void acceptedLater(QueuedRequest known, long time) {
        if (known.isInBacklog()) {
            // It took the place of one that was only counted: that one waits again.
            onlyCounted.add(1, now);
        } else {
            notAccepted.remove(known);
            begun.add(known);
            processed += known.isProcessed() ? 1 : 0;
        }
        backlog++;
        known.time = Math.min(time, known.begun());
        byAge.add(known);
        addWaiting(known.begun() - known.time);
        if (known.isProcessed()) {
            finishIfOver(known, known.process.end());
        }
    }

    private void addWaiting(long nanos) {
        window.waiting.add(nanos);
        sinceStart.waiting.add(nanos);
    }

    private void begun(StageCall call) {
        worked |= call.stage == Stage.PROCESS;
        Object id = Ids.kept(call.id);
        QueuedRequest request = requests.find(id);
        if (request == null) {
            begunUnknown(call, id);
            return;
        }
        switch (request.state) {
            case WAITING -> begunWaiting(call, request);
            case BEGUN -> {
                if (isTimedOut(request, call.begin)) {
                    problems.late.incrementAndGet();
                } else if (call.stage == Stage.EXPIRE || (call.stage == Stage.PROCESS && request.process != null)) {
                    problems.unmatched.incrementAndGet();
                } else {
                    attach(call, request);
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
            expire(request, call.begin);
        } else if (call.begin - request.time > ttl) {
            expire(request, request.time + ttl);
            problems.late.incrementAndGet();
        } else if (call.stage == Stage.NOTIFY) {
            problems.unmatched.incrementAndGet();
        } else {
            if (call.begin < request.time) {
                // Its ACCEPT had not returned yet.
                byAge.remove(request);
                request.time = call.begin;
                byAge.add(request);
            }
            attach(call, request);
            begin(request);
            addWaiting(call.begin - request.time);
        }
    }

    private void begunUnknown(StageCall call, Object id) {
        countFurther();
        if (call.stage == Stage.EXPIRE && sweptCounted.size() > 0) {
            sweptCounted.take();
            problems.late.incrementAndGet();
        } else if (call.stage == Stage.EXPIRE && onlyCounted.size() > 0) {
            onlyCounted.take();
            countExpired(1);
        } else if (call.stage == Stage.EXPIRE || call.stage == Stage.NOTIFY) {
            problems.unmatched.incrementAndGet();
        } else {
            boolean isCounted = onlyCounted.size() > 0;
            QueuedRequest request =
                    new QueuedRequest(id, isCounted ? QueuedRequest.ONLY_COUNTED : QueuedRequest.NOT_ACCEPTED);
            attach(call, request);
            requests.add(request);
            if (isCounted) {
                onlyCounted.take();
                begin(request);
            } else {
                request.state = State.BEGUN;
                notAccepted.add(request);
                worked = true;
                if (notAccepted.size() > maxTracked) {
                    giveUp(notAccepted.first());
                }
            }
        }
    }

    private void begin(QueuedRequest request) {
        request.state = State.BEGUN;
        begun.add(request);
        worked = true;
    }

    private void attach(StageCall call, QueuedRequest request) {
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

    private void ended(StageCall call) {
        QueuedRequest request = call.request;
        if (request == null) {
            return;
        }
        switch (request.state) {
            case BEGUN -> {
                if (isTimedOut(request, call.end())) {
                    problems.late.incrementAndGet();
                    return;
                }
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
            case ENDED -> {
                if (call.stage == Stage.NOTIFY) {
                    int failed = call.result() == StageCall.SUCCESS ? 0 : 1;
                    window.notificationFailures += failed;
                    sinceStart.notificationFailures += failed;
                } else {
                    problems.late.incrementAndGet();
                }
            }
            case EXPIRED, TIMED_OUT -> problems.late.incrementAndGet();
            case WAITING, UNMATCHED -> {}
        }
    }

    private boolean isTimedOut(QueuedRequest request, long time) {
        if (!request.isInBacklog() || time - request.begun() <= timeout) {
            return false;
        }
        timeOut(request);
        return true;
    }

    private void finishIfOver(QueuedRequest request, long time) {
        if (!request.isInBacklog()) {
            return;
        }
        boolean isNotified = (request.others != null && request.others.isNotified())
                || (request.process != null && request.process.isNotified());
        boolean isOver =
                request.process == null ? isNotified : request.isProcessed() && (isNotified || !endsWithNotification);
        if (!isOver) {
            return;
        }
        long end = request.process == null
                ? time
                : endsWithNotification ? Math.max(time, request.process.end()) : request.process.end();
        if (hasOpenStages(request)) {
            finishing.add(new Finishing(request, end));
        } else {
            finish(request, end);
        }
    }

    private static boolean hasOpenStages(QueuedRequest request) {
        return (request.process != null && request.process.hasOpen())
                || (request.others != null && request.others.hasOpen());
    }

    private void finishThoseThatWait() {
        for (Iterator<Finishing> all = finishing.iterator(); all.hasNext(); ) {
            Finishing each = all.next();
            boolean isOpen = each.request.state == State.BEGUN;
            if (isOpen && hasOpenStages(each.request) && now - each.end < OPEN_STAGES_NANOS) {
                continue;
            }
            all.remove();
            if (isOpen) {
                finish(each.request, each.end);
            }
        }
    }

    private void finish(QueuedRequest request, long end) {
        addResult(request);
        count(window, request, end);
        count(sinceStart, request, end);
        if (log != null) {
            log.add(request, State.ENDED, result, result.modelNanos(hasModelStage), end);
        }
        leave(request, State.ENDED);
    }

    private void addResult(QueuedRequest request) {
        result.clear();
        if (request.process != null) {
            request.process.addTo(result);
        }
        if (request.others != null) {
            request.others.addTo(result);
        }
    }

    private void count(Tally tally, QueuedRequest request, long end) {
        boolean failed = result.isFailed();
        tally.succeeded += failed ? 0 : 1;
        tally.failed += failed ? 1 : 0;
        tally.downloadFailures += failed && result.downloadFailed ? 1 : 0;
        tally.uploadFailures += failed && result.uploadFailed ? 1 : 0;
        tally.notificationFailures += result.failedNotifications;
        countError(tally, result.error());
        if (request.isAcceptedInTime()) {
            tally.total.add(end - request.time);
        }
        if (result.downloaded) {
            tally.download.add(result.download);
        }
        if (result.uploaded) {
            tally.upload.add(result.upload);
        }
        long model = result.modelNanos(hasModelStage);
        if (model >= 0) {
            tally.model.add(model);
        }
    }

    private static void countError(Tally tally, byte error) {
        tally.clientErrors += error == StageCall.CLIENT_ERROR ? 1 : 0;
        tally.serverErrors += error == StageCall.SERVER_ERROR ? 1 : 0;
    }

    private void timeOut(QueuedRequest request) {
        window.failed++;
        sinceStart.failed++;
        window.serverErrors++;
        sinceStart.serverErrors++;
        if (log != null) {
            addResult(request);
            long end = request.begun() + timeout;
            log.add(request, State.TIMED_OUT, result, result.modelNanos(hasModelStage), end);
        }
        leave(request, State.TIMED_OUT);
    }

    private void expire(QueuedRequest request, long time) {
        if (log != null) {
            log.add(request, State.EXPIRED, result, -1, time);
        }
        leave(request, State.EXPIRED);
        window.expired++;
        sinceStart.expired++;
    }

    /** Of those that are only counted. */
    private void countExpired(long count) {
        if (log != null) {
            log.leaveOut(Stage.EXPIRE, count);
        }
        backlog -= count;
        wasEmpty |= backlog == 0;
        window.expired += count;
        sinceStart.expired += count;
    }

    private void leave(QueuedRequest request, State how) {
        if (request.isAcceptedInTime()) {
            byAge.remove(request);
        }
        if (request.state == State.BEGUN) {
            begun.remove(request);
            processed -= request.isProcessed() ? 1 : 0;
        }
        backlog--;
        wasEmpty |= backlog == 0;
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
        if (onlyCounted.size() > 0) {
            onlyCounted.take();
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
    synchronized void sweep(long nanos) {
        now = nanos;
        QueuedRequest next;
        for (QueuedRequest each = byAge.first(); each != null && nanos - each.time > ttl; each = next) {
            next = byAge.next(each);
            if (each.state == State.WAITING) {
                expire(each, each.time + ttl);
            }
        }
        long expired = onlyCounted.takeBefore(nanos - ttl);
        countExpired(expired);
        sweptCounted.add(expired, nanos);
        sweptCounted.takeBefore(nanos - REMEMBERED_NANOS);
        for (QueuedRequest each = begun.first(); each != null && nanos - each.begun() > timeout; each = begun.first()) {
            timeOut(each);
        }
        for (QueuedRequest each = notAccepted.first();
                each != null && nanos - each.begun() > GRACE_NANOS;
                each = notAccepted.first()) {
            giveUp(each);
        }
        for (QueuedRequest each = ended.first();
                each != null && nanos - each.time > REMEMBERED_NANOS;
                each = ended.first()) {
            forget(each);
        }
    }

    /** Reads the gauges: once a second. */
    synchronized void sample(long nanos) {
        int working = begun.size() - processed + notAccepted.size();
        DoubleSupplier workers = ready;
        if (workers == null) {
            withoutCapacity = backlog > 0 && !wasEmpty && !worked && working == 0 ? 1 : 0;
        } else {
            double count = workers.getAsDouble();
            withoutCapacity = Double.isNaN(count) ? Double.NaN : backlog > 0 && count <= 0 ? 1 : 0;
        }
        wasEmpty = backlog == 0;
        worked = working > 0;
        recentEnds.look(nanos, sinceStart.ended());
        window.samples = window.samples.and(queue(nanos));
    }

    private AsyncStats.Queue queue(long nanos) {
        long oldest = onlyCounted.oldest(nanos);
        if (byAge.first() != null) {
            oldest = Math.min(oldest, byAge.first().time);
        }
        return new AsyncStats.Queue(
                backlog, Math.max(0, nanos - oldest), withoutCapacity, recentEnds.count(nanos, sinceStart.ended()));
    }

    /** How many requests are known one by one and have not ended. */
    synchronized int tracked() {
        return byAge.size() + notAccepted.size();
    }

    /** What has happened in the window in progress, which ends now. */
    synchronized AsyncStats inWindow(long nanos) {
        drain(nanos);
        Tally next = new Tally();
        if (cut == null) {
            cut = window;
        } else {
            cut.addAll(window);
        }
        window = next;
        if (log != null) {
            log.cut();
        }
        return cut.stats(queue(nanos));
    }

    /** The lines of requests that ended in the window of the last {@link #inWindow}. */
    synchronized List<RequestLine> linesInWindow() {
        return log == null ? List.of() : log.inCut();
    }

    /** Another window has begun. Needs no memory. */
    synchronized void beginWindow() {
        cut = null;
        if (log != null) {
            log.beginWindow();
        }
    }

    synchronized AsyncStats sinceStart(long nanos) {
        drain(nanos);
        return sinceStart.stats(queue(nanos));
    }
}
