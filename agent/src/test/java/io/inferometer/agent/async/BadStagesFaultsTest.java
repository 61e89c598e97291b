package io.inferometer.agent.async;

import static io.inferometer.agent.async.TrackerHarness.OK;
import static io.inferometer.agent.async.TrackerHarness.SERVER;
import static io.inferometer.agent.async.TrackerHarness.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.async.Problems.BadId;
import io.inferometer.exporter.api.AsyncStats.Counts;
import org.junit.jupiter.api.Test;

/** Ids and orders that are not as they should be cost nothing but themselves. */
class BadStagesFaultsTest {

    private final TrackerHarness queue = new TrackerHarness();

    @Test
    void aDuplicateIdIsOneRequest() {
        queue.accept("a", 0);
        queue.accept("a", 10);
        StageCall process = queue.begin(Stage.PROCESS, "a", 20);
        queue.accept("a", 30);
        queue.end(process, 40, OK);
        assertThat(queue.counts(50)).isEqualTo(new Counts(1, 0, 0, 0, 0, 0, 0, 0));
        assertThat(queue.stats(50).queue().backlog()).isZero();
        assertThat(queue.bad(BadId.DUPLICATE)).isEqualTo(2);
    }

    @Test
    void anIdThatIsUsedAgainIsAnotherRequest() {
        for (int i = 0; i < 3; i++) {
            long at = 100L * i;
            queue.accept("a", at);
            queue.call(Stage.PROCESS, "a", at + 10, at + 20, OK);
        }
        assertThat(queue.counts(500)).isEqualTo(new Counts(3, 0, 0, 0, 0, 0, 0, 0));
        assertThat(queue.bad(BadId.REUSED)).isEqualTo(2);
        assertThat(queue.problems.unmatched).hasValue(0);
    }

    @Test
    void longIdsAreShortenedAndKeptApart() {
        String beginning = "x".repeat(100);
        queue.accept(beginning + "1", 0);
        queue.accept(beginning + "2", 0);
        assertThat(queue.stats(5).queue().backlog()).isEqualTo(2);
        queue.call(Stage.PROCESS, beginning + "1", 10, 20, OK);
        queue.call(Stage.PROCESS, beginning + "2", 10, 20, SERVER);
        assertThat(queue.counts(50)).isEqualTo(new Counts(1, 1, 0, 0, 0, 0, 0, 1));
        assertThat(queue.bad(BadId.TOO_LONG)).isEqualTo(2);
        assertThat(Ids.kept(beginning).toString()).hasSize(Ids.MAX_LENGTH).startsWith("xxx");
        assertThat(Ids.kept("x".repeat(64))).isEqualTo("x".repeat(64));
    }

    @Test
    void stagesOutOfOrderAreIgnored() {
        queue.accept("a", 0);
        queue.call(Stage.NOTIFY, "a", 1, 2, OK);
        StageCall process = queue.begin(Stage.PROCESS, "a", 10);
        queue.call(Stage.PROCESS, "a", 11, 12, SERVER);
        queue.expire("a", 13);
        queue.end(process, 20, OK);
        queue.end(process, 25, SERVER);
        queue.call(Stage.PROCESS, "a", 30, 40, OK);
        queue.call(Stage.UPLOAD, "a", 30, 40, SERVER);
        queue.expire("a", 50);
        assertThat(queue.counts(60)).isEqualTo(new Counts(1, 0, 0, 0, 0, 0, 0, 0));
        assertThat(queue.problems.unmatched).hasValue(6);
        assertThat(queue.stats(60).queue().backlog()).isZero();
    }

    @Test
    void othersSeeNothingOfIt() {
        queue.accept("good", 0);
        queue.call(Stage.PROCESS, "unknown", 1, 2, SERVER);
        queue.accept("bad", 3);
        queue.accept("bad", 4);
        queue.call(Stage.PROCESS, "good", 10, 20, OK);
        assertThat(queue.stats(50).total().sum()).isEqualTo(TrackerHarness.nanos(20));
        assertThat(queue.counts(2 * TTL)).isEqualTo(new Counts(1, 0, 1, 0, 0, 0, 0, 0));
        assertThat(queue.tracker.tracked()).isZero();
        assertThat(queue.problems.complaints()).hasSize(2).allMatch(line -> line.contains("inferometer_async_"));
    }
}
