package io.inferometer.agent.handle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenMinimumTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    private final OpenMinimum minimum = new OpenMinimum();

    /** A server at work: 20 more are open at times. */
    private void minute(int number, long least) {
        for (int second = 0; second < 60; second++) {
            minimum.see(number * MINUTE + second * SECOND, least + (second % 5 == 0 ? 0 : 20));
        }
    }

    @Test
    void nothingWasOpenBeforeTheFirstLook() {
        assertThat(minimum.least()).isZero();
        assertThat(minimum.leaked()).isZero();
    }

    @Test
    void theSmallestNumberIsOfTenMinutes() {
        minute(0, 3);
        for (int i = 1; i < 10; i++) {
            minute(i, 7);
        }
        assertThat(minimum.least()).isEqualTo(3);
        minute(10, 7);
        assertThat(minimum.least()).isEqualTo(7);
    }

    @Test
    void whatIsOpenBetweenCallsMayVary() {
        for (int i = 0; i < 30; i++) {
            minute(i, i % 4);
            assertThat(minimum.leaked()).isZero();
        }
    }

    @Test
    void aPoolThatFillsForFourMinutesIsNoLeak() {
        for (int i = 0; i < 30; i++) {
            minute(i, Math.min(i, 4));
            assertThat(minimum.leaked()).isZero();
        }
    }

    @Test
    void whatGrowsMinuteByMinuteLeaks() {
        for (int i = 0; i <= 5; i++) {
            minute(i, 10L * i);
            assertThat(minimum.leaked()).as("minute " + i).isZero();
        }
        minute(6, 60);
        assertThat(minimum.leaked()).isEqualTo(50);
        minute(7, 60);
        minute(8, 60);
        assertThat(minimum.leaked()).isZero();
    }

    @Test
    void aPauseLongerThanAllMinutesBeginsAnew() {
        minute(0, 5);
        minute(100, 9);
        assertThat(minimum.least()).isEqualTo(9);
        minimum.see(Long.MAX_VALUE, 2);
        assertThat(minimum.least()).isEqualTo(2);
    }

    @Test
    void aMinuteWithoutALookIsLikeTheNext() {
        minute(0, 5);
        minute(4, 8);
        assertThat(minimum.least()).isEqualTo(5);
        assertThat(minimum.leaked()).isZero();
    }
}
