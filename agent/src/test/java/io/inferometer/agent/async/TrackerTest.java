package io.inferometer.agent.async;

import static io.inferometer.agent.async.TrackerHarness.CLIENT;
import static io.inferometer.agent.async.TrackerHarness.OK;
import static io.inferometer.agent.async.TrackerHarness.SERVER;
import static io.inferometer.agent.async.TrackerHarness.TIMEOUT;
import static io.inferometer.agent.async.TrackerHarness.TTL;
import static io.inferometer.agent.async.TrackerHarness.nanos;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.AsyncStats.Counts;
import org.junit.jupiter.api.Test;

class TrackerTest {

    private static final Counts NOTHING = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

    private final TrackerHarness queue = new TrackerHarness();

    @Test
    void aRequestIsInTheBacklogFromItsAcceptanceToItsEnd() {
        queue.accept("a", 1_000);
        assertThat(queue.stats(1_500).queue()).isEqualTo(new AsyncStats.Queue(1, nanos(500), 0));
        StageCall process = queue.begin(Stage.PROCESS, "a", 2_000);
        assertThat(queue.stats(2_500).queue().backlog()).isEqualTo(1);
        assertThat(queue.stats(2_500).queue().oldestNanos()).isEqualTo(nanos(1_500));
        process.add(Stage.DOWNLOAD, nanos(10), OK);
        process.add(Stage.MODEL, nanos(20), OK);
        process.add(Stage.UPLOAD, nanos(30), OK);
        process.add(Stage.NOTIFY, nanos(40), OK);
        queue.end(process, 3_000, OK);
        AsyncStats stats = queue.stats(3_500);
        assertThat(stats.queue()).isEqualTo(new AsyncStats.Queue(0, 0, 0, 1));
        assertThat(stats.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0, 0, 0, 0));
        assertThat(stats.waiting().sum()).isEqualTo(nanos(1_000));
        assertThat(stats.total().sum()).isEqualTo(nanos(2_000));
        assertThat(stats.download().sum()).isEqualTo(nanos(10));
        assertThat(stats.model().sum()).isEqualTo(nanos(20));
        assertThat(stats.upload().sum()).isEqualTo(nanos(30));
        assertThat(queue.tracker.tracked()).isZero();
    }

    @Test
    void withoutAModelStageTheRestOfTheProcessIsTheModels() {
        queue.accept("a", 0);
        StageCall process = queue.begin(Stage.PROCESS, "a", 100);
        process.add(Stage.DOWNLOAD, nanos(10), SERVER);
        process.add(Stage.DOWNLOAD, nanos(20), OK);
        process.add(Stage.UPLOAD, nanos(30), OK);
        process.add(Stage.NOTIFY, nanos(40), SERVER);
        queue.end(process, 1_100, OK);
        AsyncStats stats = queue.stats(2_000);
        assertThat(stats.model().sum()).isEqualTo(nanos(900));
        assertThat(stats.download().sum()).as("of successful ones").isEqualTo(nanos(20));
        assertThat(stats.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0, 1, 0, 0));
    }

    @Test
    void severalDownloadsOfOneRequestAreOneSample() {
        queue.accept("a", 0);
        StageCall process = queue.begin(Stage.PROCESS, "a", 100);
        process.add(Stage.DOWNLOAD, nanos(10), OK);
        process.add(Stage.DOWNLOAD, nanos(20), OK);
        queue.end(process, 200, OK);
        assertThat(queue.stats(300).download().count()).isEqualTo(1);
        assertThat(queue.stats(300).download().sum()).isEqualTo(nanos(30));
    }

    @Test
    void aFailedStageCountsOnlyIfTheRequestFailsAndNoLaterOneSucceeded() {
        byte[][] downloads = {{SERVER}, {SERVER, OK}, {OK, SERVER}, {SERVER}};
        byte[] ends = {SERVER, SERVER, SERVER, OK};
        for (int i = 0; i < ends.length; i++) {
            queue.accept("r" + i, 0);
            StageCall process = queue.begin(Stage.PROCESS, "r" + i, 100);
            for (byte how : downloads[i]) {
                process.add(Stage.DOWNLOAD, nanos(1), how);
                process.add(Stage.UPLOAD, nanos(1), how);
            }
            queue.end(process, 200, ends[i]);
        }
        assertThat(queue.counts(300)).isEqualTo(new Counts(1, 3, 0, 2, 2, 0, 0, 0));
    }

    @Test
    void errorsAreThoseOfTheModelOrOfAProcessNoneOfWhoseStagesFailed() {
        byte[][] each = {
            // model, upload, process
            {CLIENT, OK, SERVER}, {SERVER, OK, SERVER}, {OK, SERVER, SERVER}, {OK, OK, CLIENT}, {OK, OK, SERVER}
        };
        for (int i = 0; i < each.length; i++) {
            queue.accept(i, 0);
            StageCall process = queue.begin(Stage.PROCESS, i, 100);
            process.add(Stage.MODEL, nanos(1), each[i][0]);
            process.add(Stage.UPLOAD, nanos(1), each[i][1]);
            queue.end(process, 200, each[i][2]);
        }
        assertThat(queue.counts(300)).isEqualTo(new Counts(0, 5, 0, 0, 1, 0, 2, 2));
        assertThat(queue.stats(300).model().count()).isEqualTo(5);
    }

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
    void stagesOnOtherThreadsAreFoundByTheirId() {
        queue.accept("a", 0);
        StageCall process = queue.begin(Stage.PROCESS, "a", 100);
        queue.call(Stage.DOWNLOAD, "a", 110, 120, SERVER);
        queue.call(Stage.DOWNLOAD, "a", 120, 140, OK);
        queue.call(Stage.MODEL, "a", 140, 170, OK);
        queue.call(Stage.UPLOAD, "a", 170, 210, SERVER);
        queue.end(process, 300, SERVER);
        queue.call(Stage.NOTIFY, "a", 310, 320, SERVER);
        AsyncStats stats = queue.stats(400);
        assertThat(stats.counts()).isEqualTo(new Counts(0, 1, 0, 0, 1, 1, 0, 0));
        assertThat(stats.download().sum()).isEqualTo(nanos(20));
        assertThat(stats.model().sum()).isEqualTo(nanos(30));
        assertThat(stats.upload().count()).isZero();
        assertThat(queue.problems.unmatched).hasValue(0);
        assertThat(queue.problems.late).hasValue(0);
    }

    @Test
    void stagesAloneMakeUpARequestThatEndsWithItsNotification() {
        queue.accept("a", 0);
        queue.call(Stage.DOWNLOAD, "a", 100, 110, OK);
        queue.call(Stage.MODEL, "a", 150, 170, OK);
        queue.call(Stage.UPLOAD, "a", 200, 230, OK);
        assertThat(queue.stats(300).queue().backlog()).isEqualTo(1);
        queue.call(Stage.NOTIFY, "a", 300, 340, SERVER);
        queue.accept("b", 0);
        queue.call(Stage.DOWNLOAD, "b", 200, 210, SERVER);
        queue.call(Stage.NOTIFY, "b", 220, 230, OK);
        AsyncStats stats = queue.stats(400);
        assertThat(stats.counts()).isEqualTo(new Counts(1, 1, 0, 1, 0, 1, 0, 0));
        assertThat(stats.waiting().sum()).isEqualTo(nanos(100 + 200));
        assertThat(stats.total().sum()).isEqualTo(nanos(340 + 230));
        assertThat(stats.model().sum()).isEqualTo(nanos(20));
    }

    @Test
    void aRequestMayEndWithItsNotification() {
        TrackerHarness notified = new TrackerHarness(true, 1_000);
        notified.accept("a", 0);
        notified.call(Stage.PROCESS, "a", 100, 200, SERVER);
        assertThat(notified.stats(300).queue().backlog()).isEqualTo(1);
        notified.call(Stage.NOTIFY, "a", 300, 400, OK);
        assertThat(notified.counts(500)).isEqualTo(new Counts(0, 1, 0, 0, 0, 0, 0, 1));
        assertThat(notified.stats(500).total().sum()).isEqualTo(nanos(400));
        notified.accept("inside", 500);
        StageCall process = notified.begin(Stage.PROCESS, "inside", 600);
        process.add(Stage.NOTIFY, nanos(5), OK);
        notified.end(process, 700, OK);
        notified.accept("never", 700);
        notified.call(Stage.PROCESS, "never", 800, 900, OK);
        assertThat(notified.counts(1_000)).isEqualTo(new Counts(1, 1, 0, 0, 0, 0, 0, 1));
        assertThat(notified.counts(801 + TIMEOUT)).isEqualTo(new Counts(1, 2, 0, 0, 0, 0, 0, 2));
        assertThat(notified.stats(801 + TIMEOUT).queue().backlog()).isZero();
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

    @Test
    void capacityIsMissingWhileRequestsWaitAndNothingWorks() {
        queue.sample(1_000);
        queue.accept("a", 1_500);
        queue.sample(2_000);
        queue.sample(3_000);
        queue.sample(4_000);
        StageCall process = queue.begin(Stage.PROCESS, "a", 4_500);
        queue.accept("b", 4_600);
        queue.sample(5_000);
        queue.sample(6_000);
        queue.end(process, 6_100, OK);
        queue.sample(7_000);
        queue.sample(8_000);
        AsyncStats window = queue.tracker.inWindow(nanos(8_000));
        // Not at 2 s: it was empty before. Not from 5 s to 7 s: something worked on a request.
        assertThat(window.samples().withoutCapacity().value(1)).isEqualTo(1);
        assertThat(window.samples().withoutCapacity().count(1)).isEqualTo(3);
        assertThat(window.samples().withoutCapacity().count(0)).isEqualTo(5);
        assertThat(window.samples().backlog().count(0)).as("0 at 1 s").isEqualTo(1);
        assertThat(window.queue().withoutCapacity()).isEqualTo(1);
    }

    @Test
    void theApplicationMayTellItsCapacity() {
        double[] workers = {0};
        queue.tracker.ready(() -> workers[0]);
        queue.accept("a", 500);
        queue.sample(1_000);
        assertThat(queue.stats(1_000).queue().withoutCapacity()).isEqualTo(1);
        workers[0] = 2;
        queue.sample(2_000);
        assertThat(queue.stats(2_000).queue().withoutCapacity()).isZero();
        workers[0] = Double.NaN;
        queue.sample(3_000);
        assertThat(queue.stats(3_000).queue().withoutCapacity()).isNaN();
        AsyncStats window = queue.tracker.inWindow(nanos(3_000));
        assertThat(window.samples().withoutCapacity().size()).isEqualTo(2);
        assertThat(window.samples().backlog().count(0)).isEqualTo(3);
    }

    @Test
    void aWindowHasWhatHappenedInItAndAFailedCutLosesNothing() {
        queue.accept("a", 0);
        queue.call(Stage.PROCESS, "a", 10, 20, OK);
        queue.sample(1_000);
        assertThat(queue.tracker.inWindow(nanos(1_000)).counts().succeeded()).isEqualTo(1);
        queue.accept("b", 1_000);
        queue.call(Stage.PROCESS, "b", 1_010, 1_020, OK);
        queue.sample(2_000);
        AsyncStats again = queue.tracker.inWindow(nanos(2_000));
        assertThat(again.counts().succeeded()).isEqualTo(2);
        assertThat(again.total().count()).isEqualTo(2);
        assertThat(again.samples().backlog().count(0)).isEqualTo(2);
        queue.tracker.beginWindow();
        assertThat(queue.tracker.inWindow(nanos(2_000)).counts()).isEqualTo(NOTHING);
        assertThat(queue.counts(2_000).succeeded()).as("since the start").isEqualTo(2);
    }

    @Test
    void endsOfTheLastMinuteAreCounted() {
        for (int second = 0; second < 200; second++) {
            queue.accept(second, second * 1_000L);
            queue.expire(second, second * 1_000L + 1);
            queue.sample(second * 1_000L + 500);
            long recent = queue.stats(second * 1_000L + 600).queue().recentEnds();
            assertThat(recent).isEqualTo(Math.min(second + 1, 60));
        }
        queue.sample(230_000);
        assertThat(queue.stats(230_000).queue().recentEnds()).isBetween(29L, 30L);
        queue.sample(261_000);
        assertThat(queue.stats(261_000).queue().recentEnds()).isZero();
    }
}
