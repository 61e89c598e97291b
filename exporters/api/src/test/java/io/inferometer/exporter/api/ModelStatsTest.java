package io.inferometer.exporter.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import org.junit.jupiter.api.Test;

class ModelStatsTest {

    private static ExponentialHistogram calls(long count) {
        return new ExponentialHistogram(Unit.NANOSECONDS, 0, -30, new long[] {count}, 0, count, 1, 1);
    }

    @Test
    void errorsAreThoseOfClientAndServer() {
        ModelStats stats = ModelStats.of(new ModelId("l", "m", ""))
                .duration(Outcome.SUCCESS, calls(1000))
                .duration(Outcome.CLIENT_ERROR, calls(1))
                .duration(Outcome.SERVER_ERROR, calls(20))
                .duration(Outcome.CANCELLED, calls(300))
                .build();
        assertThat(stats.invocations()).isEqualTo(1321);
        assertThat(stats.errors()).isEqualTo(21);
    }
}
