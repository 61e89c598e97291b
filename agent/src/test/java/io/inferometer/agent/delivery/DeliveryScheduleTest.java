package io.inferometer.agent.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeliveryScheduleTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = -5 * SECOND;

    private final DeliverySchedule pace = new DeliverySchedule(new Random(1), START);

    @Test
    void atFirstBothLanesMayGo() {
        assertThat(pace.untilLive(START)).isZero();
        assertThat(pace.untilBacklog(START)).isZero();
        assertThat(pace.isFailing()).isFalse();
    }

    @Test
    void aLiveWindowThatFailsHoldsUpBothLanesLongerEachTime() {
        long expected = SECOND;
        long now = START;
        for (int i = 0; i < 20; i++) {
            boolean live = i % 2 == 0;
            pace.failed(live, now, Duration.ZERO);
            assertThat(pace.untilLive(now)).isBetween(expected / 2, expected).isEqualTo(pace.untilBacklog(now));
            now += pace.untilLive(now);
            expected = Math.min(60 * SECOND, expected * 2);
        }
        assertThat(pace.isFailing()).isTrue();
    }

    @Test
    void aWindowOfTheBacklogThatFailsHoldsUpTheBacklogAlone() {
        pace.succeeded(true, START);
        pace.failed(false, START, Duration.ofSeconds(7));
        assertThat(pace.untilLive(START)).isNotPositive();
        assertThat(pace.untilBacklog(START)).isEqualTo(7 * SECOND);
        assertThat(pace.onlyBacklogFails(START)).isTrue();

        pace.succeeded(true, START + SECOND);
        assertThat(pace.untilBacklog(START + SECOND)).as("goes on waiting").isEqualTo(6 * SECOND);

        pace.failed(true, START + 2 * SECOND, Duration.ofSeconds(30));
        assertThat(pace.untilBacklog(START + 2 * SECOND)).isEqualTo(30 * SECOND);
        assertThat(pace.onlyBacklogFails(START + 2 * SECOND)).isFalse();
    }

    @Test
    void whateverArrivesAfterAnOutageOpensBothLanes() {
        for (boolean live : new boolean[] {true, false}) {
            pace.failed(true, START, Duration.ofSeconds(30));
            pace.succeeded(live, START + SECOND);
            assertThat(pace.untilLive(START + SECOND)).isNotPositive();
            assertThat(pace.untilBacklog(START + SECOND)).isNotPositive();
            assertThat(pace.isFailing()).isFalse();
            pace.failed(true, START + SECOND, Duration.ZERO);
            assertThat(pace.untilLive(START + SECOND)).as("starts anew").isLessThanOrEqualTo(SECOND);
            pace.succeeded(true, START + SECOND);
        }
    }
}
