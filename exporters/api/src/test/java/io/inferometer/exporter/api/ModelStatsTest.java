package io.inferometer.exporter.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import org.junit.jupiter.api.Test;

class ModelStatsTest {

    private static final ModelId ID = new ModelId("l", "m", "");

    private static ExponentialHistogram items(long count) {
        return new ExponentialHistogram(Unit.ITEMS, 0, 0, new long[] {count}, 0, count, 1, 1);
    }

    private static ExponentialHistogram calls(long count) {
        return new ExponentialHistogram(Unit.NANOSECONDS, 0, -30, new long[] {count}, 0, count, 1, 1);
    }

    @Test
    void errorsAreThoseOfClientAndServer() {
        ModelStats stats = ModelStats.of(ID)
                .duration(Outcome.SUCCESS, calls(1000))
                .duration(Outcome.CLIENT_ERROR, calls(1))
                .duration(Outcome.SERVER_ERROR, calls(20))
                .duration(Outcome.CANCELLED, calls(300))
                .build();
        assertThat(stats.invocations()).isEqualTo(1321);
        assertThat(stats.errors()).isEqualTo(21);
        assertThat(stats.calls(Outcome.CANCELLED)).isEqualTo(300);
    }

    @Test
    void callsMayBeKnownWithoutTheirDurations() {
        ModelStats stats = ModelStats.of(ID)
                .calls(new long[] {1000, 1, 20, 300})
                .latency(calls(1321))
                .build();
        assertThat(stats.invocations()).isEqualTo(1321);
        assertThat(stats.errors()).isEqualTo(21);
        assertThat(stats.calls(Outcome.SUCCESS)).isEqualTo(1000);
        assertThat(stats.duration(Outcome.SUCCESS).isEmpty()).isTrue();
        assertThat(stats.latency().count()).isEqualTo(1321);
    }

    @Test
    void whatWasBuiltDoesNotChange() {
        ModelStats none = ModelStats.of(ID).build();
        ModelStats.Builder builder =
                none.toBuilder().duration(Outcome.SUCCESS, calls(5)).distribution(Measure.ITEMS, items(7));
        ModelStats first = builder.build();
        ModelStats second = builder.duration(Outcome.SUCCESS, calls(6))
                .duration(Outcome.CANCELLED, calls(1))
                .distribution(Measure.ITEMS, items(8))
                .build();
        builder.duration(Outcome.SUCCESS, calls(9));
        ModelStats third =
                second.toBuilder().duration(Outcome.CANCELLED, calls(2)).build();

        assertThat(none).isEqualTo(ModelStats.of(ID).build());
        assertThat(none.invocations()).isZero();
        assertThat(first.invocations()).isEqualTo(5);
        assertThat(first.distribution(Measure.ITEMS).count()).isEqualTo(7);
        assertThat(second.invocations()).isEqualTo(7);
        assertThat(second.distribution(Measure.ITEMS).count()).isEqualTo(8);
        assertThat(third.invocations()).isEqualTo(8);
        assertThat(first.then(second).invocations()).isEqualTo(12);
        assertThat(ModelStats.of(ID).build().distribution(Measure.ITEMS).isEmpty())
                .isTrue();
    }
}
