package io.inferometer.exporter.api;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records values at any scale by comparing them with boundaries computed to 60 digits: slow, and right by definition. Made to
 * check the real thing.
 */
public final class ExactHistogram {

    private static final MathContext DIGITS = new MathContext(60);
    private static final Map<String, ExactHistogram> KNOWN = new ConcurrentHashMap<>();

    private final ExponentialHistogram.Unit unit;
    private final int scale;
    private final int lowest;

    /** For each bucket the greatest raw value in it. */
    private final long[] greatest;

    private ExactHistogram(ExponentialHistogram.Unit unit, int scale) {
        this.unit = unit;
        this.scale = scale;
        BigDecimal base = BigDecimal.valueOf(2);
        for (int i = 0; i < scale; i++) {
            base = base.sqrt(DIGITS);
        }
        for (int i = scale; i < 0; i++) {
            base = base.multiply(base);
        }
        int octavesDown = unit == ExponentialHistogram.Unit.NANOSECONDS ? 32 : 2;
        this.lowest = Math.min(-2, -(scale >= 0 ? octavesDown << scale : (octavesDown >> -scale) + 1));
        int count = 2 - lowest + (scale >= 0 ? 64 << scale : (64 >> -scale) + 1);
        greatest = new long[count];
        BigDecimal one =
                unit == ExponentialHistogram.Unit.NANOSECONDS ? BigDecimal.valueOf(1_000_000_000) : BigDecimal.ONE;
        BigDecimal bound = one.divide(base.pow(-lowest - 1, DIGITS), DIGITS);
        for (int i = 0; i < count; i++) {
            greatest[i] = bound.setScale(0, RoundingMode.FLOOR)
                    .min(BigDecimal.valueOf(Long.MAX_VALUE))
                    .longValueExact();
            bound = bound.multiply(base, DIGITS);
        }
    }

    public static ExactHistogram at(ExponentialHistogram.Unit unit, int scale) {
        return KNOWN.computeIfAbsent(unit + "/" + scale, key -> new ExactHistogram(unit, scale));
    }

    int index(long raw) {
        int low = 0;
        int high = greatest.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (raw <= greatest[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return lowest + low;
    }

    public ExponentialHistogram record(long... values) {
        long[] buckets = new long[greatest.length];
        long zeros = 0;
        for (long value : values) {
            if (value == 0) {
                zeros++;
            } else {
                buckets[index(value) - lowest]++;
            }
        }
        return new ExponentialHistogram(
                unit,
                scale,
                lowest,
                buckets,
                zeros,
                Arrays.stream(values).sum(),
                Arrays.stream(values).min().orElse(0),
                Arrays.stream(values).max().orElse(0));
    }
}
