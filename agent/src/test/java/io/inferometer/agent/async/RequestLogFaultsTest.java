package io.inferometer.agent.async;

import static io.inferometer.agent.async.TrackerHarness.CLIENT;
import static io.inferometer.agent.async.TrackerHarness.OK;
import static io.inferometer.agent.async.TrackerHarness.SERVER;
import static io.inferometer.agent.async.TrackerHarness.nanos;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;
import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.PlainText;
import io.inferometer.exporter.api.RequestLine;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Floods of requests, ids and messages made to confuse, and secrets: lines stay bounded, whole and clean. */
class RequestLogFaultsTest {

    private static final String SECRET = "Zq7xHunter2Wk29";

    private final TrackerHarness queue = new TrackerHarness(false, 100_000);

    private void process(String id, byte how, String failure) {
        queue.accept(id, 0);
        StageCall call = queue.begin(Stage.PROCESS, id, 10);
        if (failure != null) {
            call.failed(Stage.PROCESS, failure);
        }
        queue.end(call, 20, how);
    }

    private RequestLine line(String id, byte how, String failure) {
        process(id, how, failure);
        queue.look(100);
        queue.tracker.inWindow(nanos(100));
        List<RequestLine> lines = queue.tracker.linesInWindow();
        queue.tracker.beginWindow();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private static int bytes(List<RequestLine> lines) {
        return lines.stream().mapToInt(RequestLine::bytes).sum();
    }

    @Test
    void aWindowHoldsSoMuchAndFailuresFirst() {
        int successes = 15_000;
        int failures = 500;
        for (int i = 0; i < successes; i++) {
            process("success-" + i, OK, null);
            if (i % (successes / failures) == 0) {
                process("failure-" + i, i % 2 == 0 ? CLIENT : SERVER, "thrown");
            }
        }
        queue.look(100);
        queue.tracker.inWindow(nanos(100));
        List<RequestLine> lines = queue.tracker.linesInWindow();
        assertThat(bytes(lines)).isBetween(WindowLines.MOST_BYTES - 1_000, WindowLines.MOST_BYTES);
        assertThat(lines).filteredOn(line -> line.id().startsWith("failure")).hasSize(failures);
        assertThat(queue.leftOut()).isEqualTo(Map.of("process", (long) successes + failures - lines.size()));
        queue.tracker.beginWindow();
        process("later", OK, null);
        assertThat(queue.lines(200)).as("the next window has room again").hasSize(1);
    }

    @Test
    void theShortestLinesAreLessThanTenThousand() {
        AtomicLongArray leftOut = new AtomicLongArray(Stage.values().length);
        WindowLines lines = new WindowLines(leftOut);
        RequestLine shortest = new RequestLine(0, "", "");
        int most = WindowLines.MOST_BYTES / shortest.bytes();
        for (int i = 0; i < most + 7; i++) {
            lines.add(i % 2 == 0, Stage.MODEL, shortest);
        }
        assertThat(lines.inOrder()).hasSize(most).hasSizeLessThan(10_000);
        assertThat(leftOut.get(Stage.MODEL.ordinal())).isEqualTo(7);
    }

    @Test
    void aFloodOfFailuresKeepsTheFirst() {
        int failures = 5_000;
        process("success", OK, null);
        for (int i = 0; i < failures; i++) {
            queue.accept("f" + i, 0);
            StageCall call = queue.begin(Stage.PROCESS, "f" + i, 10);
            call.failed(Stage.DOWNLOAD, "no such object " + "x ".repeat(100));
            call.add(Stage.DOWNLOAD, nanos(1), SERVER);
            queue.end(call, 20 + i, SERVER);
        }
        queue.look(6_000);
        queue.tracker.inWindow(nanos(6_000));
        List<RequestLine> lines = queue.tracker.linesInWindow();
        assertThat(bytes(lines)).isBetween(WindowLines.MOST_BYTES - 1_000, WindowLines.MOST_BYTES);
        assertThat(lines)
                .extracting(RequestLine::id)
                .startsWith("f0", "f1", "f2")
                .doesNotContain("success");
        assertThat(queue.leftOut()).isEqualTo(Map.of("process", 1L, "download", (long) failures - lines.size()));
    }

    @Test
    void windowsThatAreCutTogetherAreBoundedTogether() {
        for (int part = 0; part < 3; part++) {
            for (int i = 0; i < 2_000; i++) {
                process("p" + part + "-" + i, part == 2 ? SERVER : OK, "thrown");
            }
            queue.look(100);
            queue.tracker.inWindow(nanos(100));
        }
        List<RequestLine> lines = queue.tracker.linesInWindow();
        assertThat(bytes(lines)).isLessThanOrEqualTo(WindowLines.MOST_BYTES);
        assertThat(lines.get(0).id()).startsWith("p2-");
        assertThat(queue.leftOut()).isEqualTo(Map.of("process", 6_000L - lines.size()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a] Inference request succeeded. [b",
                "a\n1970-01-01T00:00:00.000:[sagemaker logs] [b] Inference request succeeded.",
                "a\rb",
                "a\u0000b",
                "a\u001b[2Jb",
                "a\u2028b",
                "a\u202eb",
                "\ud800",
                "\ufffe",
                "[",
                "]]]]"
            })
    void anIdEndsWhereTheLineSaysSo(String hostile) {
        RequestLine line = line(hostile, OK, null);
        assertThat(line.id()).hasSizeBetween(1, 64).doesNotContain("[", "]").isEqualTo(PlainText.of(line.id()));
        assertThat(line.line()).matches("1970-01-01T00:00:00\\.020:\\[sagemaker logs] \\[[^\\[\\]\n]+] Inference .*");
    }

    @Test
    void differentIdsStayDifferent() {
        Set<String> shown = new HashSet<>();
        for (String id : List.of(
                "a[b",
                "a]b",
                "a\u0000(b",
                "a\u0000b",
                "a(b",
                "a\nb",
                "a\rb",
                "a\ufffdb",
                "x".repeat(65),
                "x".repeat(66))) {
            assertThat(shown.add(line(id, OK, null).id())).as(id).isTrue();
        }
    }

    /** They are what a line is found by. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "5ea751c9-9271-4533-bc09-c117791e1372",
                "01ARZ3NDEKTSV4RRFFQ69G5FAV",
                "da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "V1StGXR8_Z5jdHi6B-myT",
                "request-17",
                "tenant/42:job.7"
            })
    void anOrdinaryIdIsShownAsItIs(String id) {
        assertThat(line(id, OK, null).id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password=" + SECRET,
                "https://user:" + SECRET + "@host/path",
                "https://a-user-with-a-rather-long-name:" + SECRET + "@host.example/a/path/with/many/steps",
                "Authorization: Bearer " + SECRET + "abcdef",
                "token: " + SECRET
            })
    void secretsAreMasked(String text) {
        RequestLine line = line(text, SERVER, "java.lang.IllegalStateException: " + text);
        assertThat(line.line()).doesNotContain(SECRET).contains("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\n1970-01-01T00:00:00.000:[sagemaker logs] [b] Inference request succeeded.",
                "a\r\n\tat com.acme.Model.run(Model.java:7)",
                "a\u001b[2J\u202e\ud800",
                "\u0000"
            })
    void aMessageIsOneLine(String hostile) {
        assertThat(line("id", SERVER, hostile).line())
                .matches(
                        "1970-01-01T00:00:00\\.020:\\[sagemaker logs] \\[id] Received server error \\(500\\) from primary"
                                + " with message \"[^\\p{Cntrl}\u2028\u2029\u202e]*\"\\. ModelLatency: 10000 us.*");
    }

    @Test
    void aMessageEndsWhereItsQuoteDoes() {
        assertThat(line("id", SERVER, "a\". TotalProcessingTime: 0 ms \\").text())
                .startsWith("Received server error (500) from primary with message"
                        + " \"a\\\". TotalProcessingTime: 0 ms \\\\\". ModelLatency: ");
    }

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
        Site accept = endpoint.site(Stage.ACCEPT, new Argument(), new Switch());
        accept.exit(accept.enter(null, id), null, id, null, null);
        Site process = endpoint.site(Stage.PROCESS, new Argument(), new Switch());
        Object call = process.enter(null, id);
        process.exit(call, null, id, null, failure);
        return call;
    }

    private record Argument() implements IdReader {

        @Override
        public When when() {
            return When.BEFORE;
        }

        @Override
        public Object read(Object self, Object argument, Object result) {
            return argument;
        }
    }
}
