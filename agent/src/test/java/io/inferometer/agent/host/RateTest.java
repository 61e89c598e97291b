package io.inferometer.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateTest {

    private final Rate rate = new Rate();

    @Test
    void the_first_look_has_no_rate() {
        assertThat(rate.next(0, 0)).isNaN();
    }

    @Test
    void the_rate_is_that_between_the_last_two_looks() {
        rate.next(10, 100);

        assertThat(rate.next(15, 110)).isEqualTo(0.5);
        assertThat(rate.next(15, 120)).isZero();
    }

    @Test
    void a_clock_that_stands_still_keeps_the_rate() {
        rate.next(10, 100);
        rate.next(15, 110);

        assertThat(rate.next(15, 110)).isEqualTo(0.5);
    }

    @Test
    void a_figure_that_was_set_back_or_missing_gives_no_rate_once() {
        rate.next(10, 100);

        assertThat(rate.next(5, 110)).isNaN();
        assertThat(rate.next(6, 120)).isEqualTo(0.1);
        assertThat(rate.next(Double.NaN, 130)).isNaN();
        assertThat(rate.next(8, 140)).isNaN();
        assertThat(rate.next(9, 150)).isEqualTo(0.1);
    }
}
