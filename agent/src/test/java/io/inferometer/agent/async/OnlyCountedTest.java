package io.inferometer.agent.async;

import static io.inferometer.agent.async.TrackerHarness.OK;
import static io.inferometer.agent.async.TrackerHarness.SERVER;
import static io.inferometer.agent.async.TrackerHarness.TIMEOUT;
import static io.inferometer.agent.async.TrackerHarness.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.AsyncStats.Counts;
import org.junit.jupiter.api.Test;

/** Requests beyond {@code async.max-tracked}. */
class OnlyCountedTest {

    private static final int MOST = 10;

    private final TrackerHarness queue = new TrackerHarness(false, MOST);

    private void accept(int from, int to, long at) {
        for (int i = from; i < to; i++) {
            queue.accept("r" + i, at);
        }
    }

    @Test
    void countsStayExactWithoutTimes() {
        accept(0, 30, 0);
        assertThat(queue.stats(10).queue().backlog()).isEqualTo(30);
        assertThat(queue.tracker.tracked()).isEqualTo(MOST);
        assertThat(queue.problems.onlyCounted).hasValue(20);
        for (int i = 0; i < 30; i++) {
            queue.call(Stage.PROCESS, "r" + i, 100 + i, 101 + i, i % 3 == 0 ? SERVER : OK);
            assertThat(queue.stats(101 + i).queue().backlog()).isEqualTo(29 - i);
        }
        AsyncStats stats = queue.stats(200);
        assertThat(stats.counts()).isEqualTo(new Counts(20, 10, 0, 0, 0, 0, 0, 10));
        assertThat(stats.total().count()).isEqualTo(MOST);
        assertThat(stats.waiting().count()).isEqualTo(MOST);
        assertThat(stats.model().count()).as("is known of each").isEqualTo(30);
        assertThat(queue.tracker.tracked()).isZero();
        assertThat(queue.problems.unmatched).hasValue(0);
        assertThat(queue.problems.complaints()).singleElement().asString().contains("async.max-tracked");
    }

    @Test
    void roomIsUsedAgain() {
        accept(0, 12, 0);
        for (int i = 0; i < 5; i++) {
            queue.call(Stage.PROCESS, "r" + i, 10, 20, OK);
        }
        accept(12, 17, 30);
        assertThat(queue.stats(40).queue().backlog()).isEqualTo(12);
        assertThat(queue.tracker.tracked()).isEqualTo(MOST);
        for (int i = 5; i < 17; i++) {
            queue.call(Stage.PROCESS, "r" + i, 50, 60, OK);
        }
        assertThat(queue.counts(70).succeeded()).isEqualTo(17);
        assertThat(queue.stats(70).queue().backlog()).isZero();
        assertThat(queue.stats(70).total().count()).isEqualTo(15);
    }

    @Test
    void theyLeaveTheBacklogByTheirTime() {
        accept(0, 14, 0);
        queue.look(10);
        queue.expire("r13", 20);
        queue.begin(Stage.PROCESS, "r12", 30);
        assertThat(queue.stats(31 + TIMEOUT).counts()).isEqualTo(new Counts(0, 1, 1, 0, 0, 0, 0, 1));
        assertThat(queue.counts(TTL + 11)).isEqualTo(new Counts(0, 1, 13, 0, 0, 0, 0, 1));
        assertThat(queue.stats(TTL + 11).queue()).isEqualTo(new AsyncStats.Queue(0, 0, 0, 14));
    }

    @Test
    void anExpireThatComesAfterTheSweepExpiresNoOther() {
        accept(0, 14, 0);
        queue.look(0);
        accept(14, 20, TTL - 5);
        queue.look(TTL - 5);
        assertThat(queue.counts(TTL + 1).expired()).isEqualTo(14);
        for (int i = 0; i < 14; i++) {
            queue.expire("r" + i, TTL + 5);
        }
        assertThat(queue.counts(TTL + 10).expired()).isEqualTo(14);
        assertThat(queue.problems.late).hasValue(14);
        for (int i = 14; i < 20; i++) {
            queue.call(Stage.PROCESS, "r" + i, TTL + 20, TTL + 30, OK);
        }
        assertThat(queue.counts(TTL + 40)).isEqualTo(new Counts(6, 0, 14, 0, 0, 0, 0, 0));
        assertThat(queue.problems.unmatched).hasValue(0);
    }

    @Test
    void aWorkerThatIsEarlierThanItsAcceptTakesNoOthersPlace() {
        accept(0, 11, 0);
        queue.look(1);
        StageCall process = queue.begin(Stage.PROCESS, "early", 10);
        queue.look(10);
        queue.accept("early", 11);
        queue.look(12);
        assertThat(queue.stats(12).queue().backlog()).isEqualTo(12);
        queue.end(process, 20, OK);
        for (int i = 0; i < 11; i++) {
            queue.call(Stage.PROCESS, "r" + i, 30, 40, OK);
        }
        assertThat(queue.counts(50).succeeded()).isEqualTo(12);
        assertThat(queue.stats(50).queue().backlog()).isZero();
        assertThat(queue.problems.unmatched).hasValue(0);
    }

    @Test
    void endedRequestsMakeRoom() {
        for (int i = 0; i < 5 * MOST; i++) {
            queue.accept("r" + i, i);
            queue.call(Stage.PROCESS, "r" + i, i, i, OK);
        }
        assertThat(queue.stats(100).total().count()).isEqualTo(5 * MOST);
        assertThat(queue.problems.onlyCounted).hasValue(0);
    }
}
