package io.inferometer.agent.spool;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Histograms as bytes.
 *
 * <pre>
 * unit × 2 + (1 when there is something in it)
 * scale
 * then, when there is: offset, bucket count, buckets, zero count, sum, minimum, maximum − minimum
 * </pre>
 *
 * <p>A bucket is its count; a run of empty ones is 0 and the length of the run. A column of histograms is left out if all are empty and
 * have the scale of most.
 */
final class HistogramCodec {

    /** More than any range of {@code long} has at a resolution that is in use; a bound for memory. */
    private static final int MOST_BUCKETS = 1 << 20;

    private static final int USUAL_SCALE = 6;

    private HistogramCodec() {}

    static <T> void write(
            MessageWriter out, int tag, List<T> all, Function<T, ExponentialHistogram> figure, Unit usual) {
        ExponentialHistogram none = ExponentialHistogram.empty(usual, USUAL_SCALE);
        if (all.stream().anyMatch(each -> !figure.apply(each).equals(none))) {
            out.content(tag, column -> all.forEach(each -> write(column, figure.apply(each))));
        }
    }

    private static void write(ByteWriter out, ExponentialHistogram histogram) {
        boolean some = !histogram.isEmpty() || histogram.sum() != 0;
        out.number(histogram.unit().ordinal() * 2L + (some ? 1 : 0));
        out.signed(histogram.scale());
        if (!some) {
            return;
        }
        out.signed(histogram.offset());
        out.number(histogram.bucketCount());
        for (int i = 0; i < histogram.bucketCount(); ) {
            out.number(histogram.bucket(i));
            if (histogram.bucket(i) == 0) {
                int run = i;
                while (histogram.bucket(i) == 0) {
                    i++;
                }
                out.number(i - run);
            } else {
                i++;
            }
        }
        out.number(histogram.zeroCount());
        out.signed(histogram.sum());
        out.signed(histogram.min());
        out.signed(histogram.max() - histogram.min());
    }

    /** Of a column, which may not be there: its next histogram, or an empty one. A column of an unknown unit counts as empty. */
    static ExponentialHistogram next(ByteReader column, Unit usual) throws DamagedException {
        Optional<ExponentialHistogram> next = column.remaining() == 0 ? Optional.empty() : read(column);
        if (next.isEmpty()) {
            column.skipToEnd();
        }
        return next.orElseGet(() -> ExponentialHistogram.empty(usual, USUAL_SCALE));
    }

    /** Returns empty if this version does not know its unit. */
    static Optional<ExponentialHistogram> read(ByteReader in) throws DamagedException {
        int head = in.whole();
        if (head < 0 || head >> 1 >= Unit.values().length) {
            return Optional.empty();
        }
        Unit unit = Unit.values()[head >> 1];
        int scale = (int) in.signed();
        if ((head & 1) == 0) {
            return Optional.of(ExponentialHistogram.empty(unit, scale));
        }
        int offset = (int) in.signed();
        long[] buckets = buckets(in);
        long zeroCount = in.number();
        long sum = in.signed();
        long min = in.signed();
        long max = min + in.signed();
        return Optional.of(new ExponentialHistogram(unit, scale, offset, buckets, zeroCount, sum, min, max));
    }

    private static long[] buckets(ByteReader in) throws DamagedException {
        int count = in.whole();
        if (count < 0 || count > MOST_BUCKETS) {
            throw new DamagedException("too many buckets");
        }
        // Twice, for the histogram has a copy.
        in.take(2L * Long.BYTES * count);
        long[] buckets = new long[count];
        for (int i = 0; i < count; ) {
            buckets[i] = in.number();
            int step = buckets[i] == 0 ? in.whole() : 1;
            if (step < 1 || step > count - i) {
                throw new DamagedException("more buckets than there are");
            }
            i += step;
        }
        return buckets;
    }
}
