package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.model.LoadEvent;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelDetail;
import io.inferometer.exporter.api.ModelEngine;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read without unpacking is what unpacking gives. */
class SeriesReaderTest {

    private static final long SECOND = 1_000_000_000L;

    private final ModelSeries series = new ModelSeries(0, new ModelId("library", "model", "1"));
    private final SeriesReader reader = new SeriesReader();
    private long now = 1_000 * SECOND;

    private void assertRead() {
        ModelStats exact = series.total();
        ModelStats totals = reader.totals(series);
        for (Outcome outcome : Outcome.values()) {
            assertSame(totals.duration(outcome), exact.duration(outcome), 0);
        }
        assertSame(totals.distribution(Measure.ITEMS), exact.distribution(Measure.ITEMS), 0);
        assertSame(totals.lifecycle().loadDurations(), exact.lifecycle().loadDurations(), 0);
        assertThat(totals.lifecycle().loads()).isEqualTo(exact.lifecycle().loads());
        assertThat(totals.lifecycle().failedLoads()).isEqualTo(exact.lifecycle().failedLoads());
        assertThat(totals.lifecycle().loaded()).isEqualTo(exact.lifecycle().loaded());
        assertThat(totals.inFlight()).isEqualTo(exact.inFlight());
        assertThat(totals.oldestInFlightNanos()).isEqualTo(exact.oldestInFlightNanos());
        assertThat(totals.lastInferenceMillis()).isEqualTo(exact.lastInferenceMillis());
        ModelDetail detail = reader.detail(series, "", ModelEngine.UNKNOWN);
        assertDetail(detail.total(), exact);
        assertDetail(detail.recent(), series.lastMinute());
        assertPercentiles(
                detail.total().lifecycle().loadDurations(), exact.lifecycle().loadDurations());
    }

    private static void assertDetail(ModelStats detail, ModelStats exact) {
        assertSame(detail.latency(), exact.latency(), 3);
        assertPercentiles(detail.latency(), exact.latency());
        assertPercentiles(detail.distribution(Measure.ITEMS), exact.distribution(Measure.ITEMS));
        for (Outcome outcome : Outcome.values()) {
            assertThat(detail.calls(outcome)).isEqualTo(exact.duration(outcome).count());
        }
        assertThat(detail.invocations()).isEqualTo(exact.invocations());
        assertThat(detail.errors()).isEqualTo(exact.errors());
    }

    private static void assertSame(ExponentialHistogram read, ExponentialHistogram exact, int scale) {
        assertThat(read.isEmpty() ? exact : read).isEqualTo(exact.isEmpty() ? exact : exact.downscale(scale));
        assertThat(read.count()).isEqualTo(exact.count());
    }

    private static void assertPercentiles(ExponentialHistogram read, ExponentialHistogram exact) {
        for (double q : new double[] {0.5, 0.9, 0.99}) {
            assertThat(read.quantile(q)).isEqualTo(exact.quantile(q));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void figuresAreThoseOfTheSeries(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            for (int j = random.nextInt(300); j > 0; j--) {
                long nanos = random.nextInt(20) == 0 ? 0 : random.nextLong() >>> (1 + random.nextInt(63));
                series.call(
                        random.nextInt(4),
                        nanos,
                        random.nextInt(3) * (random.nextLong() >>> (4 + random.nextInt(58))),
                        now / 1_000_000);
            }
            if (random.nextInt(10) == 0) {
                LoadEvent.Kind[] kinds = LoadEvent.Kind.values();
                series.load(new LoadEvent(0, kinds[random.nextInt(kinds.length)], random.nextInt(), now, ""));
            }
            series.successes(7_000_000, 1L << random.nextInt(20), now / 1_000_000);
            series.clearInFlight();
            series.addInFlight(random.nextInt(3), random.nextInt());
            if (random.nextInt(3) == 0) {
                now += random.nextInt(12) * SECOND;
                series.endSlice(now);
            }
            if (i % 10 == 0) {
                assertRead();
            }
        }
    }

    @Test
    void nothingIsRead() {
        assertRead();
    }

    @Test
    void whatHasNotChangedIsTheSameObject() {
        series.call(0, 1_000, 3, 1);
        series.call(1, 1_000, 0, 1);
        series.load(new LoadEvent(0, LoadEvent.Kind.LOADED, 5, now, ""));
        ModelStats first = reader.totals(series);
        series.endSlice(now);
        assertThat(reader.totals(series)).isSameAs(first);
        series.call(1, 1_001, 0, 1);
        ModelStats second = reader.totals(series);
        assertThat(second).isNotSameAs(first);
        assertThat(second.duration(Outcome.SUCCESS)).isSameAs(first.duration(Outcome.SUCCESS));
        assertThat(second.duration(Outcome.CLIENT_ERROR)).isNotEqualTo(first.duration(Outcome.CLIENT_ERROR));
        assertThat(second.distribution(Measure.ITEMS)).isSameAs(first.distribution(Measure.ITEMS));
        assertThat(second.lifecycle()).isSameAs(first.lifecycle());
    }
}
