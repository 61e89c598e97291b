package io.inferometer.exporter.api;

import static io.inferometer.exporter.api.ExponentialHistogram.Unit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What we call a histogram is what OpenTelemetry's own SDK makes of the same values in seconds. */
class OpenTelemetryHistogramTest {

    private static final class Reader implements MetricReader {
        private CollectionRegistration registration;

        @Override
        public void register(CollectionRegistration registration) {
            this.registration = registration;
        }

        @Override
        public io.opentelemetry.sdk.common.CompletableResultCode forceFlush() {
            return io.opentelemetry.sdk.common.CompletableResultCode.ofSuccess();
        }

        @Override
        public io.opentelemetry.sdk.common.CompletableResultCode shutdown() {
            return io.opentelemetry.sdk.common.CompletableResultCode.ofSuccess();
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return AggregationTemporality.CUMULATIVE;
        }

        @Override
        public Aggregation getDefaultAggregation(InstrumentType type) {
            return Aggregation.base2ExponentialBucketHistogram(160, 6);
        }
    }

    private static ExponentialHistogramPointData bySdk(long[] nanos) {
        Reader reader = new Reader();
        try (SdkMeterProvider provider =
                SdkMeterProvider.builder().registerMetricReader(reader).build()) {
            DoubleHistogram histogram =
                    provider.get("test").histogramBuilder("duration").build();
            for (long value : nanos) {
                histogram.record(value / 1e9);
            }
            MetricData data = reader.registration.collectAllMetrics().iterator().next();
            return data.getExponentialHistogramData().getPoints().iterator().next();
        }
    }

    @ParameterizedTest
    @EnumSource
    void bucketsAreTheSame(Distribution shape) {
        for (long seed = 1; seed <= 3; seed++) {
            long[] values = shape.values(new Random(seed), 5000);
            ExponentialHistogramPointData expected = bySdk(values);
            ExponentialHistogram ours =
                    ExactHistogram.at(NANOSECONDS, 6).record(values).downscale(expected.getScale());
            String about = shape + " seed " + seed + " scale " + expected.getScale();
            assertThat(ours.zeroCount()).as(about).isEqualTo(expected.getZeroCount());
            assertThat(ours.count()).as(about).isEqualTo(expected.getCount());
            assertThat(ours.sum() / 1e9).as(about).isEqualTo(expected.getSum(), within(expected.getSum() * 1e-9));
            assertThat(ours.offset())
                    .as(about)
                    .isEqualTo(expected.getPositiveBuckets().getOffset());
            assertThat(java.util.stream.IntStream.range(0, ours.bucketCount()).mapToObj(ours::bucket))
                    .as(about)
                    .isEqualTo(expected.getPositiveBuckets().getBucketCounts());
        }
    }
}
