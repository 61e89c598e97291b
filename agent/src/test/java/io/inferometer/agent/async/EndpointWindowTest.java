package io.inferometer.agent.async;

import static io.inferometer.agent.async.TrackerHarness.NOTHING;
import static io.inferometer.agent.async.TrackerHarness.OK;
import static io.inferometer.agent.async.TrackerHarness.nanos;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.AsyncStats;
import org.junit.jupiter.api.Test;

/** The gauges of an endpoint, each second, and its windows. */
class EndpointWindowTest {

    private final TrackerHarness queue = new TrackerHarness();

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
