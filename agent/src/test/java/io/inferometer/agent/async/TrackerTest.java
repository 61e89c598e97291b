package io.inferometer.agent.async;

import static io.inferometer.agent.async.TrackerHarness.CLIENT;
import static io.inferometer.agent.async.TrackerHarness.OK;
import static io.inferometer.agent.async.TrackerHarness.SERVER;
import static io.inferometer.agent.async.TrackerHarness.TIMEOUT;
import static io.inferometer.agent.async.TrackerHarness.nanos;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.AsyncStats.Counts;
import org.junit.jupiter.api.Test;

/** What the stages of a request make of it, its times and its counts. */
class TrackerTest {

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
}
