package io.inferometer.agent.async;

import static io.inferometer.agent.async.TrackerHarness.SERVER;
import static io.inferometer.agent.async.TrackerHarness.nanos;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;
import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.RequestLine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Failures whose lines are hard to make, and requests without lines: counts stay exact. */
class RequestLogFaultsTest {

    /** Whatever an application throws, its request has a line. */
    @Test
    void anyThrowableIsTold() {
        AsyncEndpoint endpoint = endpoint(true);
        List<Throwable> thrown = List.of(
                new IllegalStateException("x".repeat(10_000_000)),
                new IllegalStateException(),
                new IllegalStateException("") {
                    private static final long serialVersionUID = 1;

                    @Override
                    public String getMessage() {
                        throw new UnsupportedOperationException("no message");
                    }
                },
                new Error() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public String getMessage() {
                        throw new StackOverflowError();
                    }
                });
        for (int i = 0; i < thrown.size(); i++) {
            request(endpoint, "r" + i, thrown.get(i));
        }
        endpoint.inWindow(System.nanoTime());
        List<RequestLine> lines = endpoint.linesInWindow();
        assertThat(lines).extracting(RequestLine::id).containsExactlyInAnyOrder("r0", "r1", "r2", "r3");
        assertThat(lines).allMatch(line -> line.text().startsWith("Received server error (500) from primary with"));
        assertThat(lines).extracting(line -> line.text().length()).allMatch(length -> length < 500);
        assertThat(lines)
                .filteredOn(line -> line.id().equals("r1"))
                .allMatch(line -> line.text().contains("message \"java.lang.IllegalStateException\""));
    }

    /** Counting goes before lines. */
    @Test
    void aRequestWhoseLineCannotBeMadeIsCountedOnce() {
        RequestLog log = new RequestLog(nanos -> {
            throw new OutOfMemoryError("no line");
        });
        Events events = new Events();
        AsyncLimits limits = new AsyncLimits(Duration.ofHours(1), Duration.ofHours(1), 100, false);
        Tracker tracker = new Tracker(events, new Problems(), limits, log);
        for (String id : new String[] {"a", "b"}) {
            events.add(new QueuedRequest(id, 0));
            StageCall call = new LoggedCall(id.equals("a") ? Stage.PROCESS : Stage.EXPIRE, id, nanos(1));
            events.add(call);
            call.end(nanos(2), SERVER);
            events.add(new StageEnd(call));
        }
        assertThat(tracker.inWindow(nanos(3)).counts()).isEqualTo(new AsyncStats.Counts(0, 1, 1, 0, 0, 0, 0, 1));
        assertThat(tracker.linesInWindow()).isEmpty();
        assertThat(log.samples()).filteredOn(sample -> sample.value() == 1).hasSize(2);
        assertThat(tracker.tracked()).isZero();
    }

    @Test
    void whereNobodyReadsLinesNothingIsKept() {
        AsyncEndpoint endpoint = endpoint(false);
        IllegalStateException asked = new IllegalStateException() {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw new AssertionError("asked for its message");
            }
        };
        Object call = request(endpoint, "a", asked);
        assertThat(call).isExactlyInstanceOf(StageCall.class);
        assertThat(endpoint.inWindow(System.nanoTime()).counts().failed()).isEqualTo(1);
        assertThat(endpoint.linesInWindow()).isEmpty();
        assertThat(endpoint.samples()).noneMatch(sample -> sample.name().contains("_log_"));
    }

    private static AsyncEndpoint endpoint(boolean areLogged) {
        return new AsyncEndpoint(
                new AsyncLimits(Duration.ofHours(1), Duration.ofHours(1), 1_000, false),
                failure -> Outcome.SERVER_ERROR,
                new SiteErrors(),
                areLogged);
    }

    private static Object request(AsyncEndpoint endpoint, String id, Throwable failure) {
        Site accept = endpoint.site(Stage.ACCEPT, new ArgumentId(), new Switch());
        accept.exit(accept.enter(null, id), null, id, null, null);
        Site process = endpoint.site(Stage.PROCESS, new ArgumentId(), new Switch());
        Object call = process.enter(null, id);
        process.exit(call, null, id, null, failure);
        return call;
    }
}
