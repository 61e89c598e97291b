package io.inferometer.agent.async;

import io.inferometer.agent.async.Problems.BadId;
import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.RequestLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A tracker whose clock stands until it is moved. Times are milliseconds. */
final class TrackerHarness {

    static final long TTL = 60_000;
    static final long TIMEOUT = 10_000;

    static final byte OK = StageCall.SUCCESS;
    static final byte CLIENT = StageCall.CLIENT_ERROR;
    static final byte SERVER = StageCall.SERVER_ERROR;

    /** Of a window in which no request ended. */
    static final AsyncStats.Counts NOTHING = new AsyncStats.Counts(0, 0, 0, 0, 0, 0, 0, 0);

    private final Events events = new Events();
    final Problems problems = new Problems();

    /** With times as they are in the test, since 1970. */
    final RequestLog log = new RequestLog(nanos -> nanos / 1_000_000);

    final Tracker tracker;

    TrackerHarness() {
        this(false, 1_000);
    }

    TrackerHarness(boolean endsWithNotification, int maxTracked) {
        tracker = new Tracker(
                events,
                problems,
                new AsyncLimits(Duration.ofMillis(TTL), Duration.ofMillis(TIMEOUT), maxTracked, endsWithNotification),
                log);
    }

    static long nanos(long millis) {
        return millis * 1_000_000;
    }

    void accept(Object id, long at) {
        events.add(new QueuedRequest(id, nanos(at)));
    }

    StageCall begin(Stage stage, Object id, long at) {
        StageCall call = new LoggedCall(stage, id, nanos(at));
        events.add(call);
        return call;
    }

    void end(StageCall call, long at, byte how) {
        if (call.end(nanos(at), how)) {
            events.add(new StageEnd(call));
        }
    }

    void call(Stage stage, Object id, long from, long to, byte how) {
        end(begin(stage, id, from), to, how);
    }

    /** A request whose PROCESS is all there is of it. */
    void process(String id, byte how, String failure) {
        accept(id, 0);
        StageCall call = begin(Stage.PROCESS, id, 10);
        if (failure != null) {
            call.failed(Stage.PROCESS, failure);
        }
        end(call, 20, how);
    }

    void expire(Object id, long at) {
        StageCall call = new StageCall(Stage.EXPIRE, id, nanos(at));
        events.add(call);
    }

    /** Takes what there is, and ends what is over by then. */
    void look(long at) {
        tracker.drain(nanos(at));
        tracker.sweep(nanos(at));
    }

    void sample(long at) {
        look(at);
        tracker.sample(nanos(at));
    }

    AsyncStats stats(long at) {
        look(at);
        return tracker.sinceStart(nanos(at));
    }

    AsyncStats.Counts counts(long at) {
        return stats(at).counts();
    }

    long bad(BadId kind) {
        return problems.count(kind);
    }

    /** The lines of the window that ends then. */
    List<String> lines(long at) {
        look(at);
        tracker.inWindow(nanos(at));
        List<String> lines =
                tracker.linesInWindow().stream().map(RequestLine::line).toList();
        tracker.beginWindow();
        return lines;
    }

    /** How many requests have no line, by stage. */
    Map<String, Long> leftOut() {
        Map<String, Long> counts = new TreeMap<>();
        for (MetricSample sample : log.samples()) {
            if (sample.value() > 0) {
                counts.put(sample.labels().get("stage"), (long) sample.value());
            }
        }
        return counts;
    }
}
