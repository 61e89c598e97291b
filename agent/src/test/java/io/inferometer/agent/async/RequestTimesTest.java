package io.inferometer.agent.async;

import static io.inferometer.agent.async.TrackerHarness.NOTHING;
import static io.inferometer.agent.async.TrackerHarness.OK;
import static io.inferometer.agent.async.TrackerHarness.SERVER;
import static io.inferometer.agent.async.TrackerHarness.TIMEOUT;
import static io.inferometer.agent.async.TrackerHarness.TTL;
import static io.inferometer.agent.async.TrackerHarness.nanos;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.AsyncStats.Counts;
import org.junit.jupiter.api.Test;

/** When a request ends that no stage ends, and stages that come late, early or in another order. */
class RequestTimesTest {

    private final TrackerHarness queue = new TrackerHarness();

    @Test
    void aRequestThatIsNotBegunInTimeExpiresOnce() {
        queue.accept("swept", 0);
        queue.look(TTL);
        assertThat(queue.stats(TTL).queue().backlog()).isEqualTo(1);
        queue.look(TTL + 1);
        queue.expire("swept", TTL + 2);
        queue.call(Stage.PROCESS, "swept", TTL + 3, TTL + 4, OK);
        queue.accept("dropped", TTL);
        queue.expire("dropped", TTL + 10);
        assertThat(queue.counts(3 * TTL)).isEqualTo(new Counts(0, 0, 2, 0, 0, 0, 0, 0));
        assertThat(queue.problems.late).hasValue(2);
        assertThat(queue.stats(3 * TTL).waiting().count()).isZero();
    }

    @Test
    void timesDecideAndNotWhenTheyAreLookedAt() {
        queue.accept("late begin", 0);
        queue.call(Stage.PROCESS, "late begin", TTL + 1, TTL + 2, OK);
        queue.accept("late end", 0);
        queue.call(Stage.PROCESS, "late end", 10, 11 + TIMEOUT, OK);
        queue.accept("in time", 0);
        queue.call(Stage.PROCESS, "in time", TTL, TTL + TIMEOUT, OK);
        assertThat(queue.counts(TTL + TIMEOUT)).isEqualTo(new Counts(1, 1, 1, 0, 0, 0, 0, 1));
        assertThat(queue.problems.late).hasValue(2);
    }

    @Test
    void workThatDoesNotEndInTimeFailsOnce() {
        queue.accept("a", 0);
        StageCall process = queue.begin(Stage.PROCESS, "a", 1_000);
        queue.look(1_000 + TIMEOUT);
        assertThat(queue.counts(1_000 + TIMEOUT)).isEqualTo(NOTHING);
        assertThat(queue.counts(1_001 + TIMEOUT)).isEqualTo(new Counts(0, 1, 0, 0, 0, 0, 0, 1));
        queue.end(process, 2_000 + TIMEOUT, SERVER);
        queue.call(Stage.NOTIFY, "a", 2_000 + TIMEOUT, 2_001 + TIMEOUT, SERVER);
        AsyncStats stats = queue.stats(3_000 + TIMEOUT);
        assertThat(stats.counts()).isEqualTo(new Counts(0, 1, 0, 0, 0, 0, 0, 1));
        assertThat(stats.queue().backlog()).isZero();
        assertThat(queue.problems.late).hasValue(2);
    }

    @Test
    void aWorkerMayBeginAndEndBeforeItsAcceptHasReturned() {
        StageCall process = queue.begin(Stage.PROCESS, "a", 100);
        queue.look(100);
        assertThat(queue.stats(100).queue().backlog()).isZero();
        queue.end(process, 150, OK);
        queue.look(160);
        queue.accept("a", 170);
        AsyncStats stats = queue.stats(200);
        assertThat(stats.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0, 0, 0, 0));
        assertThat(stats.waiting().count()).isEqualTo(1);
        assertThat(stats.waiting().sum()).isZero();
        assertThat(stats.total().sum()).isEqualTo(nanos(50));
        assertThat(queue.problems.unmatched).hasValue(0);
        // The event came in order, but its time is later.
        queue.accept("b", 300);
        queue.call(Stage.PROCESS, "b", 290, 310, OK);
        assertThat(queue.stats(400).total().sum()).isEqualTo(nanos(70));
    }

    @Test
    void workWithoutAnAcceptanceIsUnmatchedAfterAWhile() {
        queue.call(Stage.PROCESS, "never", 100, 200, OK);
        queue.look(5_000);
        assertThat(queue.problems.unmatched).hasValue(0);
        queue.look(5_101);
        assertThat(queue.problems.unmatched).hasValue(1);
        assertThat(queue.counts(5_200)).isEqualTo(NOTHING);
        assertThat(queue.tracker.tracked()).isZero();
        queue.call(Stage.NOTIFY, "never", 5_300, 5_400, SERVER);
        queue.expire("never", 5_300);
        assertThat(queue.counts(5_500)).isEqualTo(NOTHING);
        assertThat(queue.problems.unmatched).hasValue(3);
    }

    @Test
    void anEndThatOvertakesStagesInsideItWaitsForThem() {
        queue.accept("a", 0);
        StageCall process = queue.begin(Stage.PROCESS, "a", 100);
        process.open();
        queue.end(process, 200, OK);
        assertThat(queue.counts(210)).isEqualTo(NOTHING);
        process.add(Stage.UPLOAD, nanos(50), OK);
        process.close();
        AsyncStats stats = queue.stats(220);
        assertThat(stats.counts().succeeded()).isEqualTo(1);
        assertThat(stats.upload().sum()).isEqualTo(nanos(50));
        assertThat(stats.total().sum()).isEqualTo(nanos(200));
        queue.accept("b", 300);
        StageCall other = queue.begin(Stage.PROCESS, "b", 300);
        other.open();
        queue.end(other, 400, OK);
        assertThat(queue.counts(1_399).succeeded()).isEqualTo(1);
        assertThat(queue.counts(1_400).succeeded()).as("a second on").isEqualTo(2);
    }
}
