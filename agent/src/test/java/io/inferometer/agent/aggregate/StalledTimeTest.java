package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.exporter.api.MetricSample;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class StalledTimeTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    private final StalledTime stalled = new StalledTime();

    @Test
    void aPauseStallsEachCallInFlightForNoLongerThanItLasts() {
        stalled.watched();
        stalled.paused(100 * MILLI);
        stalled.paused(100 * MILLI);

        assertThat(stalled.hasNews()).isTrue();
        settle(10 * SECOND, 0, new long[] {3, SECOND}, new long[] {1, 50 * MILLI}, new long[] {0, SECOND});

        assertThat(stalled("gc")).isCloseTo(3 * 0.2 + 0.05, within(1e-9));
        assertThat(stalled.hasNews()).isFalse();
        assertThat(stalled.samples()).hasSize(1);
    }

    @Test
    void throttlingStallsTheCallsInFlightOnAverage() {
        stalled.throttled(5);
        settle(10 * SECOND, 40 * SECOND, new long[] {1, 2 * SECOND});
        assertThat(stalled("throttled")).isZero();

        // In ten seconds the one call went on, and others of ten seconds together ended: two in flight on average.
        stalled.throttled(8);
        settle(20 * SECOND, 50 * SECOND, new long[] {1, 12 * SECOND});

        assertThat(stalled("throttled")).isCloseTo(3 * 2, within(1e-9));
    }

    @Test
    void throttlingOfManyCpusStallsCallsForNoLongerThanTheyLasted() {
        stalled.throttled(0);
        settle(10 * SECOND, 0);
        stalled.throttled(1_000);
        settle(11 * SECOND, SECOND / 4);

        assertThat(stalled("throttled")).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void withoutCallsNothingStallsAndWhatIsNotKnownIsNotTold() {
        assertThat(stalled.samples()).isEmpty();
        assertThat(stalled.hasNews()).isFalse();

        stalled.throttled(1);
        settle(10 * SECOND, 0);
        stalled.throttled(9);
        settle(20 * SECOND, 0);

        assertThat(stalled("throttled")).isZero();
        assertThat(stalled("gc")).isNaN();
    }

    private void settle(long nowNanos, double finishedNanos, long[]... calls) {
        stalled.begin();
        for (long[] one : calls) {
            stalled.inFlight(0, one[0], one[1]);
        }
        stalled.settle(nowNanos, finishedNanos);
    }

    private double stalled(String cause) {
        DoubleStream found = stalled.samples().stream()
                .filter(sample -> sample.labels().get("cause").equals(cause))
                .mapToDouble(MetricSample::value);
        return found.findFirst().orElse(Double.NaN);
    }
}
