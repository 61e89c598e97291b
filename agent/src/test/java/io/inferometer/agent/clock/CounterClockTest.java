package io.inferometer.agent.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.agent.record.CallClock;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CounterClockTest {

    private final FakeClock clock = new FakeClock();

    private void follow(double gigahertz) {
        clock.follow(new Scale(clock.ticks(), clock.nanos(), (long) (0x1p61 / gigahertz)));
    }

    @Test
    void goesOnWithoutAJumpAtBothChanges() {
        assertThat(clock.nanos()).isEqualTo(clock.time);
        long begin = clock.nanos();
        clock.pass(1_000_000, 2.5);
        follow(2.5);
        assertThat(clock.isCounter()).isTrue();
        assertThat(clock.nanos() - begin).isEqualTo(1_000_000);
        clock.pass(2_000_000, 2.5);
        assertThat(clock.nanos() - begin).isCloseTo(3_000_000, within(1L));
        clock.leave("the test says so");
        assertThat(clock.isCounter()).isFalse();
        assertThat(clock.nanos() - begin).isCloseTo(3_000_000, within(1L));
        clock.pass(3_000_000, 17);
        assertThat(clock.nanos() - begin).isCloseTo(6_000_000, within(1L));
        assertThat(clock.problem()).isEqualTo("the test says so");
    }

    /** A machine slept for an hour, which its counter counted and the other clock did not. */
    @Test
    void aCallThatBeganOnAnotherClockTakesAsLongAsBothSay() {
        follow(2);
        clock.jump(2L * 3600 * 1_000_000_000L);
        long begin = clock.nanos();
        clock.pass(500, 2);
        clock.leave("parted");
        clock.pass(700, 2);
        assertThat(clock.nanos() - begin).isCloseTo(1_200, within(1L));
        assertThat(clock.lead()).isCloseTo(3_600_000_000_000L, within(10L));
    }

    @Test
    void neverGoesBack() {
        Random random = new Random(20_261_130L);
        for (int round = 0; round < 2_000; round++) {
            FakeClock each = new FakeClock();
            long before = each.nanos();
            int follows = random.nextInt(10);
            int leaves = follows + random.nextInt(10);
            for (int step = 0; step < 25; step++) {
                each.pass(random.nextInt(2_000_000), 2.7);
                if (step == follows) {
                    // Told a speed that is off by as much as is borne.
                    each.follow(new Scale(each.ticks(), each.nanos(), (long) (0x1p61 / 2.7 * (1 - 50e-6))));
                } else if (step == leaves) {
                    each.leave("");
                }
                long after = each.nanos();
                assertThat(after).isGreaterThanOrEqualTo(before);
                before = after;
            }
        }
    }

    @Test
    void theUsualClockIsSystemNanoTime() {
        long before = System.nanoTime();
        long read = CallClock.NANOTIME.nanos();
        assertThat(read).isBetween(before, System.nanoTime());
        assertThat(CallClock.NANOTIME.lead()).isZero();
        assertThat(CallClock.NANOTIME.isCounter()).isFalse();
        assertThat(CallClock.NANOTIME.problem()).isEmpty();
    }
}
