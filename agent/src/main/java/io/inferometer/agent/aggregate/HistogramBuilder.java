package io.inferometer.agent.aggregate;

import io.inferometer.agent.record.AtomicHistogram;
import io.inferometer.agent.record.Buckets;
import io.inferometer.exporter.api.ExponentialHistogram;
import java.util.Arrays;

/** A distribution being filled. Memory follows the range of its values. One thread only. */
final class HistogramBuilder implements AtomicHistogram.Sink {

    private final ExponentialHistogram.Unit unit;
    private final Buckets buckets;
    private long[] counts = {};
    private int offset;
    private long zeros;
    private long sum;
    private long min = Long.MAX_VALUE;
    private long max;

    private HistogramBuilder(ExponentialHistogram.Unit unit, Buckets buckets) {
        this.unit = unit;
        this.buckets = buckets;
    }

    static HistogramBuilder ofDurations() {
        return new HistogramBuilder(ExponentialHistogram.Unit.NANOSECONDS, Buckets.DURATIONS);
    }

    static HistogramBuilder ofItems() {
        return new HistogramBuilder(ExponentialHistogram.Unit.ITEMS, Buckets.ITEMS);
    }

    /** @param value not negative */
    void add(long value) {
        add(value, 1);
    }

    /** Adds a value {@code times} times. */
    void add(long value, long times) {
        if (value == 0) {
            zeros += times;
        } else {
            count(buckets.index(value), times);
        }
        sum += value * times;
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    @Override
    public void bucket(int index, long count) {
        if (index == Integer.MIN_VALUE) {
            zeros += count;
        } else {
            count(index, count);
        }
    }

    @Override
    public void totals(long added, long smallest, long greatest) {
        sum += added;
        min = Math.min(min, smallest);
        max = Math.max(max, greatest);
    }

    private void count(int index, long count) {
        if (index < offset || index >= offset + counts.length) {
            include(index);
        }
        counts[index - offset] += count;
    }

    /** Makes room by whole octaves on both sides. */
    private void include(int index) {
        int octave = 1 << Buckets.SCALE;
        int from = Math.floorDiv(index, octave) * octave;
        int to = from + octave;
        if (counts.length == 0) {
            offset = from;
            counts = new long[octave];
            return;
        }
        from = Math.min(from, offset);
        to = Math.max(to, offset + counts.length);
        long[] wider = new long[to - from];
        System.arraycopy(counts, 0, wider, offset - from, counts.length);
        offset = from;
        counts = wider;
    }

    ExponentialHistogram build() {
        return new ExponentialHistogram(unit, Buckets.SCALE, offset, counts, zeros, sum, min, max);
    }

    void clear() {
        Arrays.fill(counts, 0);
        zeros = 0;
        sum = 0;
        min = Long.MAX_VALUE;
        max = 0;
    }
}
