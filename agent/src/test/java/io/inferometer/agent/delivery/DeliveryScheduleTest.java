package io.inferometer.agent.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeliveryScheduleTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = -5 * SECOND;

    private final DeliverySchedule schedule = new DeliverySchedule(new Random(1), START);

    @Test
    void atFirstBothLanesMayGo() {
        assertThat(schedule.untilLive(START)).isZero();
        assertThat(schedule.untilBacklog(START)).isZero();
        assertThat(schedule.isFailing()).isFalse();
    }

    @Test
    void aLiveWindowThatFailsHoldsUpBothLanesLongerEachTime() {
        long expected = SECOND;
        long now = START;
        for (int i = 0; i < 20; i++) {
            boolean live = i % 2 == 0;
            schedule.failed(live, now, Duration.ZERO);
            assertThat(schedule.untilLive(now))
                    .isBetween(expected / 2, expected)
                    .isEqualTo(schedule.untilBacklog(now));
            now += schedule.untilLive(now);
            expected = Math.min(60 * SECOND, expected * 2);
        }
        assertThat(schedule.isFailing()).isTrue();
    }

    @Test
    void aWindowOfTheBacklogThatFailsHoldsUpTheBacklogAlone() {
        schedule.succeeded(true, START);
        schedule.failed(false, START, Duration.ofSeconds(7));
        assertThat(schedule.untilLive(START)).isNotPositive();
        assertThat(schedule.untilBacklog(START)).isEqualTo(7 * SECOND);
        assertThat(schedule.onlyBacklogFails(START)).isTrue();

        schedule.succeeded(true, START + SECOND);
        assertThat(schedule.untilBacklog(START + SECOND)).as("goes on waiting").isEqualTo(6 * SECOND);

        schedule.failed(true, START + 2 * SECOND, Duration.ofSeconds(30));
        assertThat(schedule.untilBacklog(START + 2 * SECOND)).isEqualTo(30 * SECOND);
        assertThat(schedule.onlyBacklogFails(START + 2 * SECOND)).isFalse();
    }

    @Test
    void whateverArrivesAfterAnOutageOpensBothLanes() {
        for (boolean live : new boolean[] {true, false}) {
            schedule.failed(true, START, Duration.ofSeconds(30));
            schedule.succeeded(live, START + SECOND);
            assertThat(schedule.untilLive(START + SECOND)).isNotPositive();
            assertThat(schedule.untilBacklog(START + SECOND)).isNotPositive();
            assertThat(schedule.isFailing()).isFalse();
            schedule.failed(true, START + SECOND, Duration.ZERO);
            assertThat(schedule.untilLive(START + SECOND)).as("starts anew").isLessThanOrEqualTo(SECOND);
            schedule.succeeded(true, START + SECOND);
        }
    }
}
