package io.inferometer.exporter.aws;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import java.util.Arrays;
import java.util.Random;

/** Durations as models may have them, and as they should not. */
public final class RandomHistograms {

    private static final int SCALE = 6;

    private RandomHistograms() {}

    /** 1 to 3,000 nanosecond values: narrow, wide, of two humps, or equal; from a nanosecond to hours. */
    public static long[] values(Random random) {
        long[] values = new long[1 + random.nextInt(1 << (1 + random.nextInt(11)))];
        double middle = random.nextDouble() * 30;
        double width = random.nextInt(4) == 0 ? 0 : random.nextDouble() * 6;
        double secondHump = random.nextInt(3) == 0 ? random.nextDouble() * 30 : middle;
        for (int i = 0; i < values.length; i++) {
            double log = (random.nextInt(10) == 0 ? secondHump : middle) + random.nextGaussian() * width;
            values[i] = Math.max(1, Math.round(Math.exp(Math.min(30, Math.max(0, log)))));
        }
        return values;
    }

    /** @param nanos each at least 1 */
    public static ExponentialHistogram of(long... nanos) {
        int first = Arrays.stream(nanos).mapToInt(RandomHistograms::index).min().orElseThrow();
        int last = Arrays.stream(nanos).mapToInt(RandomHistograms::index).max().orElseThrow();
        long[] buckets = new long[last - first + 1];
        for (long value : nanos) {
            buckets[index(value) - first]++;
        }
        return new ExponentialHistogram(
                Unit.NANOSECONDS,
                SCALE,
                first,
                buckets,
                0,
                Arrays.stream(nanos).sum(),
                Arrays.stream(nanos).min().orElseThrow(),
                Arrays.stream(nanos).max().orElseThrow());
    }

    private static int index(long nanos) {
        return (int) Math.ceil(Math.log(nanos / 1e9) / Math.log(2) * (1 << SCALE)) - 1;
    }
}
