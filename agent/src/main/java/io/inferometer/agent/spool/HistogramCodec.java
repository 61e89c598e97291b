package io.inferometer.agent.spool;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import java.util.Optional;

/**
 * Histograms as bytes.
 *
 * <pre>
 * unit × 2 + (1 when there is something in it)
 * scale
 * then, when there is: offset, bucket count, buckets, zero count, sum, minimum, maximum − minimum
 * </pre>
 *
 * <p>A bucket is its count; a run of empty ones is 0 and the length of the run. As a field of a message it may be followed by what
 * later versions add, and is left out if it is empty and has the scale of most.
 */
final class HistogramCodec {

    /** More than any range of {@code long} has at a resolution that is in use; a bound for memory. */
    private static final int MOST_BUCKETS = 1 << 20;

    private static final int USUAL_SCALE = 6;

    private HistogramCodec() {}

    static void write(MessageWriter out, int tag, ExponentialHistogram histogram, Unit usual) {
        if (!histogram.equals(ExponentialHistogram.empty(usual, USUAL_SCALE))) {
            out.content(tag, content -> write(content, histogram));
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

    /** One whose unit this version does not know counts as empty. */
    static ExponentialHistogram read(Message in, int tag, Unit usual) throws DamagedException {
        Optional<ByteReader> content = in.content(tag);
        Optional<ExponentialHistogram> read = content.isPresent() ? read(content.get()) : Optional.empty();
        return read.orElseGet(() -> ExponentialHistogram.empty(usual, USUAL_SCALE));
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
