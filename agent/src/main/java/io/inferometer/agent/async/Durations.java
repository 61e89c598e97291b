package io.inferometer.agent.async;

import io.inferometer.agent.record.Buckets;
import io.inferometer.exporter.api.ExponentialHistogram;

/** A distribution of durations, in nanoseconds. Memory follows the range of its values. One thread only. */
final class Durations {

    private static final int OCTAVE = 1 << Buckets.SCALE;

    private long[] counts = {};

    /** The index of the first count. */
    private int offset;

    private long zeros;
    private long sum;
    private long min = Long.MAX_VALUE;
    private long max;

    /** Adds one. A negative duration, of a clock that differs between processors, is none. */
    void add(long nanos) {
        if (nanos <= 0) {
            zeros++;
            min = 0;
            return;
        }
        int index = Buckets.DURATIONS.index(nanos);
        if (index < offset || index >= offset + counts.length) {
            include(index);
        }
        counts[index - offset]++;
        sum += nanos;
        min = Math.min(min, nanos);
        max = Math.max(max, nanos);
    }

    /** Makes room by whole octaves. */
    private void include(int index) {
        int from = index & -OCTAVE;
        int to = from + OCTAVE;
        if (counts.length > 0) {
            from = Math.min(from, offset);
            to = Math.max(to, offset + counts.length);
        }
        long[] wider = new long[to - from];
        System.arraycopy(counts, 0, wider, counts.length == 0 ? 0 : offset - from, counts.length);
        counts = wider;
        offset = from;
    }

    /** Adds all of another one. */
    void addAll(Durations other) {
        if (other.counts.length > 0) {
            include(other.offset);
            include(other.offset + other.counts.length - 1);
            for (int i = 0; i < other.counts.length; i++) {
                counts[other.offset - offset + i] += other.counts[i];
            }
        }
        zeros += other.zeros;
        sum += other.sum;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
    }

    ExponentialHistogram histogram() {
        return new ExponentialHistogram(
                ExponentialHistogram.Unit.NANOSECONDS, Buckets.SCALE, offset, counts, zeros, sum, min, max);
    }
}
