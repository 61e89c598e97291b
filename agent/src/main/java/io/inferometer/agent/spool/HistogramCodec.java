package io.inferometer.agent.spool;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;

/**
 * Histograms as bytes.
 *
 * <pre>
 * unit × 2 + (1 when there is something in it)
 * scale
 * then, when there is: offset, bucket count, buckets, zero count, sum, minimum, maximum − minimum
 * </pre>
 *
 * <p>A bucket is its count; a run of empty ones is 0 and the length of the run.
 */
final class HistogramCodec {

    /** More than any range of {@code long} has at a resolution that is in use; a bound for memory. */
    private static final int MOST_BUCKETS = 1 << 20;

    private HistogramCodec() {}

    static void write(ByteWriter out, ExponentialHistogram histogram) {
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

    static ExponentialHistogram read(ByteReader in) throws DamagedException {
        int head = in.whole();
        int unit = head >> 1;
        if (unit < 0 || unit >= Unit.values().length) {
            throw new DamagedException("an unknown unit");
        }
        int scale = (int) in.signed();
        if ((head & 1) == 0) {
            return ExponentialHistogram.empty(Unit.values()[unit], scale);
        }
        int offset = (int) in.signed();
        long[] buckets = buckets(in);
        long zeroCount = in.number();
        long sum = in.signed();
        long min = in.signed();
        long max = min + in.signed();
        return new ExponentialHistogram(Unit.values()[unit], scale, offset, buckets, zeroCount, sum, min, max);
    }

    private static long[] buckets(ByteReader in) throws DamagedException {
        int count = in.whole();
        if (count < 0 || count > MOST_BUCKETS) {
            throw new DamagedException("too many buckets");
        }
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
