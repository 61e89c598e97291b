package io.inferometer.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateTest {

    private final Rate rate = new Rate();

    @Test
    void theFirstLookHasNoRate() {
        assertThat(rate.next(0, 0)).isNaN();
    }

    @Test
    void theRateIsThatBetweenTheLastTwoLooks() {
        rate.next(10, 100);

        assertThat(rate.next(15, 110)).isEqualTo(0.5);
        assertThat(rate.next(15, 120)).isZero();
    }

    @Test
    void aClockThatStandsStillKeepsTheRate() {
        rate.next(10, 100);
        rate.next(15, 110);

        assertThat(rate.next(15, 110)).isEqualTo(0.5);
    }

    @Test
    void aFigureThatWasSetBackOrMissingGivesNoRateOnce() {
        rate.next(10, 100);

        assertThat(rate.next(5, 110)).isNaN();
        assertThat(rate.next(6, 120)).isEqualTo(0.1);
        assertThat(rate.next(Double.NaN, 130)).isNaN();
        assertThat(rate.next(8, 140)).isNaN();
        assertThat(rate.next(9, 150)).isEqualTo(0.1);
    }
}
