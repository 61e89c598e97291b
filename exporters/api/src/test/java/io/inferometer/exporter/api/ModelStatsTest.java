package io.inferometer.exporter.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelStatsTest {

    private static ExponentialHistogram calls(long count) {
        return new ExponentialHistogram(Unit.NANOSECONDS, 0, -30, new long[] {count}, 0, count, 1, 1);
    }

    @Test
    void errorsAreThoseOfClientAndServer() {
        ExponentialHistogram none = ExponentialHistogram.empty(Unit.NANOSECONDS, 0);
        ModelStats stats = new ModelStats(
                new ModelId("l", "m", ""),
                List.of(calls(1000), calls(1), calls(20), calls(300)),
                0,
                0,
                ExponentialHistogram.empty(Unit.ITEMS, 0),
                0,
                0,
                0,
                new ModelStats.Lifecycle(0, 0, none, 0));
        assertThat(stats.invocations()).isEqualTo(1321);
        assertThat(stats.errors()).isEqualTo(21);
    }
}
