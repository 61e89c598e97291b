package io.inferometer.agent.async;

import io.inferometer.agent.async.QueuedRequest.State;
import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.RequestLine;
import java.util.List;

/**
 * Counts what becomes of requests, for the window in progress and since the start, and has the line of each made. Guarded by the
 * tracker's monitor.
 */
final class RequestEnds {

    /** Null where requests have no lines. */
    private final RequestLog log;

    /** Whether the model is a stage of its own; then a PROCESS says nothing of its time. */
    private volatile boolean hasModelStage;

    private final RequestResult result = new RequestResult();
    private final RecentEnds recent = new RecentEnds();
    private final Tally sinceStart = new Tally();
    private Tally window = new Tally();

    /** The window that is being cut; null in between. */
    private Tally cut;

    /** @param log takes a line of each request that ends; null if nobody reads them */
    RequestEnds(RequestLog log) {
        this.log = log;
    }

    /** Thread-safe. */
    void hasModelStage() {
        hasModelStage = true;
    }

    /** The work on a request has begun. */
    void waited(long nanos) {
        window.waiting.add(nanos);
        sinceStart.waiting.add(nanos);
    }

    /** A request has succeeded or failed, by its own events. It still has its stages. */
    void ended(QueuedRequest request, long end) {
        request.tell(result);
        long model = result.modelNanos(hasModelStage);
        window.add(request, result, model, end);
        sinceStart.add(request, result, model, end);
        if (log != null) {
            log.add(request, State.ENDED, result, model, end);
        }
    }

    /** The work on a request did not end in time. It still has its stages. */
    void timedOut(QueuedRequest request, long end) {
        window.addTimedOut();
        sinceStart.addTimedOut();
        if (log != null) {
            request.tell(result);
            log.add(request, State.TIMED_OUT, result, result.modelNanos(hasModelStage), end);
        }
    }

    void expired(QueuedRequest request, long time) {
        if (log != null) {
            log.add(request, State.EXPIRED, result, -1, time);
        }
        addExpired(1);
    }

    /** Of those that are only counted. */
    void expired(long count) {
        if (log != null) {
            log.leaveOut(Stage.EXPIRE, count);
        }
        addExpired(count);
    }

    private void addExpired(long count) {
        window.expired += count;
        sinceStart.expired += count;
    }

    /** Nobody was told of a request that had ended already. */
    void notificationFailed() {
        window.notificationFailures++;
        sinceStart.notificationFailures++;
    }

    /** Notes once a second how many have ended. */
    void look(long nanos) {
        recent.look(nanos, sinceStart.ended());
    }

    /** How many have ended in the last minute. */
    long recent(long nanos) {
        return recent.count(nanos, sinceStart.ended());
    }

    void sample(AsyncStats.Queue queue) {
        window.samples = window.samples.and(queue);
    }

    /** Ends the window in progress, unless that was done and no other has begun. */
    void cut() {
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
    }

    AsyncStats inCut(AsyncStats.Queue queue) {
        return cut.stats(queue);
    }

    List<RequestLine> linesInCut() {
        return log == null ? List.of() : log.inCut();
    }

    /** Another window has begun. Needs no memory. */
    void beginWindow() {
        cut = null;
        if (log != null) {
            log.beginWindow();
        }
    }

    AsyncStats sinceStart(AsyncStats.Queue queue) {
        return sinceStart.stats(queue);
    }
}
