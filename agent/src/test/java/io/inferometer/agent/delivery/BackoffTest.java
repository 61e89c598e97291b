package io.inferometer.agent.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(new Random(1));

    @Test
    void pausesDoubleFromASecondToAMinute() {
        long expected = 1000;
        for (int i = 0; i < 20; i++) {
            assertThat(backoff.failed(Duration.ZERO).toMillis()).isBetween(expected / 2, expected);
            expected = Math.min(60_000, expected * 2);
        }
        backoff.succeeded();
        assertThat(backoff.failed(Duration.ZERO).toMillis()).isBetween(500L, 1000L);
    }

    @Test
    void aBackendThatAsksForMoreGetsIt() {
        assertThat(backoff.failed(Duration.ofSeconds(17))).isEqualTo(Duration.ofSeconds(17));
        assertThat(backoff.failed(Duration.ofMillis(1)).toMillis()).isGreaterThanOrEqualTo(1000);
    }

    @Test
    void pausesDiffer() {
        assertThat(new Backoff(new Random(2)).failed(Duration.ZERO))
                .isNotEqualTo(new Backoff(new Random(3)).failed(Duration.ZERO));
    }
}
