package io.inferometer.agent.async;

import static io.inferometer.agent.async.TrackerHarness.CLIENT;
import static io.inferometer.agent.async.TrackerHarness.OK;
import static io.inferometer.agent.async.TrackerHarness.SERVER;
import static io.inferometer.agent.async.TrackerHarness.nanos;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.RequestLine;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/** Floods of requests: the lines of a window stay bounded, and failures go first. */
class WindowLinesFaultsTest {

    private final TrackerHarness queue = new TrackerHarness(false, 100_000);

    private static int bytes(List<RequestLine> lines) {
        return lines.stream().mapToInt(RequestLine::bytes).sum();
    }

    @Test
    void aWindowHoldsSoMuchAndFailuresFirst() {
        int successes = 15_000;
        int failures = 500;
        for (int i = 0; i < successes; i++) {
            queue.process("success-" + i, OK, null);
            if (i % (successes / failures) == 0) {
                queue.process("failure-" + i, i % 2 == 0 ? CLIENT : SERVER, "thrown");
            }
        }
        queue.look(100);
        queue.tracker.inWindow(nanos(100));
        List<RequestLine> lines = queue.tracker.linesInWindow();
        assertThat(bytes(lines)).isBetween(WindowLines.MOST_BYTES - 1_000, WindowLines.MOST_BYTES);
        assertThat(lines).filteredOn(line -> line.id().startsWith("failure")).hasSize(failures);
        assertThat(queue.leftOut()).isEqualTo(Map.of("process", (long) successes + failures - lines.size()));
        queue.tracker.beginWindow();
        queue.process("later", OK, null);
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
        queue.process("success", OK, null);
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
                queue.process("p" + part + "-" + i, part == 2 ? SERVER : OK, "thrown");
            }
            queue.look(100);
            queue.tracker.inWindow(nanos(100));
        }
        List<RequestLine> lines = queue.tracker.linesInWindow();
        assertThat(bytes(lines)).isLessThanOrEqualTo(WindowLines.MOST_BYTES);
        assertThat(lines.get(0).id()).startsWith("p2-");
        assertThat(queue.leftOut()).isEqualTo(Map.of("process", 6_000L - lines.size()));
    }
}
