package io.inferometer.agent.aggregate;

import io.inferometer.agent.record.AtomicHistogram;
import io.inferometer.agent.record.Buckets;
import java.util.Arrays;

/**
 * A distribution being filled. Memory follows the range of its values: two bytes per bucket, by whole octaves. Before a count
 * could outgrow its two bytes all are carried over to eight bytes each, made the first time, and start over. Whatever is added needs its memory
 * first: where there is none, nothing has been added. One thread only.
 */
final class HistogramBuilder implements AtomicHistogram.Sink {

    private static final char[] NONE = {};

    private final Buckets buckets;
    private char[] counts = NONE;

    /** The index of the first bucket. */
    private int offset;

    /** The sum of the counts: none of them is greater. */
    private long counted;

    /** What was carried over, bucket by bucket; null before the first time. */
    private long[] carried;

    private long zeros;
    private long sum;
    private long min = Long.MAX_VALUE;
    private long max;

    /** @param buckets says into which bucket a value falls */
    HistogramBuilder(Buckets buckets) {
        this.buckets = buckets;
    }

    /** @param value not negative */
    void add(long value) {
        add(value, 1);
    }

    /**
     * Adds a value if there is room for it and it is not 0. Nothing here is called but for what the JIT compiler always puts in its place.
     *
     * @param indices those that this is of
     * @return whether it did
     */
    boolean tryAdd(Buckets indices, int value) {
        if (value == 0 || counted == Character.MAX_VALUE) {
            return false;
        }
        int at = indices.index(value) - offset;
        char[] known = counts;
        if (at < 0 || at >= known.length) {
            return false;
        }
        known[at]++;
        counted++;
        sum += value;
        if (value < min) {
            min = value;
        }
        if (value > max) {
            max = value;
        }
        return true;
    }

    /** Adds {@code values[from, to)}: at least one, at most 65,535, none negative. All, or none where there is no memory. */
    void add(int[] values, int from, int to) {
        long runSum = 0;
        int runMin = Integer.MAX_VALUE;
        int runMax = 0;
        for (int i = from; i < to; i++) {
            int value = values[i];
            runSum += value;
            runMin = Math.min(runMin, value);
            runMax = Math.max(runMax, value);
        }
        if (runMax > 0) {
            include(buckets.index(runMin > 0 ? runMin : leastPositive(values, from, to)));
            include(buckets.index(runMax));
            makeRoomFor(to - from);
        }
        countRun(values, from, to);
        totals(runSum, runMin, runMax);
    }

    private static int leastPositive(int[] values, int from, int to) {
        int least = Integer.MAX_VALUE;
        for (int i = from; i < to; i++) {
            if (values[i] > 0) {
                least = Math.min(least, values[i]);
            }
        }
        return least;
    }

    /** Counts values for which there is room. There is no call in the loop, so that it keeps everything in registers. */
    private void countRun(int[] values, int from, int to) {
        Buckets indices = buckets;
        char[] known = counts;
        int first = offset;
        int zero = 0;
        for (int i = from; i < to; i++) {
            int value = values[i];
            if (value == 0) {
                zero++;
            } else {
                known[indices.index(value) - first]++;
            }
        }
        zeros += zero;
        counted += to - from - zero;
    }

    /** The sum of the values. */
    long sum() {
        return sum;
    }

    /** Gets the memory that adding this value once needs. */
    void prepare(long value) {
        if (value != 0) {
            include(buckets.index(value));
            makeRoomFor(1);
        }
    }

    /** Adds a value {@code times} times, at least once. */
    void add(long value, long times) {
        bucket(value == 0 ? Integer.MIN_VALUE : buckets.index(value), times);
        totals(value * times, value, value);
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
        include(index);
        if (count > Character.MAX_VALUE - counted) {
            carry(index, count);
        } else {
            counts[index - offset] += (char) count;
            counted += count;
        }
    }

    /** Makes room by whole octaves on both sides. */
    private void include(int index) {
        if (index >= offset && index < offset + counts.length) {
            return;
        }
        int octave = 1 << Buckets.SCALE;
        int from = index & -octave;
        int to = from + octave;
        if (counts.length > 0) {
            from = Math.min(from, offset);
            to = Math.max(to, offset + counts.length);
        }
        int shift = counts.length == 0 ? 0 : offset - from;
        char[] wider = new char[to - from];
        System.arraycopy(counts, 0, wider, shift, counts.length);
        if (carried != null) {
            long[] more = new long[to - from];
            System.arraycopy(carried, 0, more, shift, carried.length);
            carried = more;
        }
        offset = from;
        counts = wider;
    }

    private void makeRoomFor(long more) {
        if (more > Character.MAX_VALUE - counted) {
            carry(offset, 0);
        }
    }

    /** Carries all counts over, and {@code more} of a bucket that there is room for. */
    private void carry(int index, long more) {
        long[] wide = carried == null ? new long[counts.length] : carried;
        addTo(wide);
        wide[index - offset] += more;
        carried = wide;
        Arrays.fill(counts, (char) 0);
        counted = 0;
    }

    private void addTo(long[] wide) {
        for (int i = 0; i < wide.length; i++) {
            wide[i] += counts[i];
        }
    }

    boolean isEmpty() {
        return counted == 0 && zeros == 0 && carried == null;
    }

    /** What was added so far. */
    PackedHistogram packed() {
        if (isEmpty()) {
            return PackedHistogram.EMPTY;
        }
        long[] wide = carried == null ? new long[counts.length] : carried.clone();
        addTo(wide);
        return PackedHistogram.of(offset >> Buckets.SCALE, wide, zeros, sum, min, max);
    }

    /** Reads a word of the counts. */
    int reach() {
        return counts.length;
    }

    /** Adds what was added here so far. */
    void addTo(OctaveCounts all) {
        char[] narrow = counts;
        int octave = 1 << Buckets.SCALE;
        for (int first = 0; first < narrow.length; first += octave) {
            // Two bytes for each of 64.
            int few = 0;
            for (int i = first; i < first + octave; i += PictureCounts.STEP) {
                few += eight(narrow, i);
            }
            long values = few;
            for (int i = first; carried != null && i < first + octave; i++) {
                values += carried[i];
            }
            all.add((offset + first) >> Buckets.SCALE, values);
        }
        all.add(zeros, sum, min, max);
    }

    /** Adds what was added here so far. */
    void addTo(PictureCounts all) {
        char[] narrow = counts;
        if (narrow.length > 0) {
            int at = all.include(offset >> Buckets.SCALE, narrow.length >> Buckets.SCALE);
            long[] wide = all.counts();
            for (int i = 0; i < narrow.length; i += PictureCounts.STEP) {
                wide[at++] += eight(narrow, i);
            }
            all.counted(counted);
            at -= narrow.length / PictureCounts.STEP;
            for (int i = 0; carried != null && i < carried.length; i++) {
                wide[at + i / PictureCounts.STEP] += carried[i];
                all.counted(carried[i]);
            }
        }
        all.add(zeros, sum, min, max);
    }

    /** The sum of eight counts, with as few additions after one another as there can be. */
    private static int eight(char[] narrow, int i) {
        int lower = (narrow[i] + narrow[i + 1]) + (narrow[i + 2] + narrow[i + 3]);
        int upper = (narrow[i + 4] + narrow[i + 5]) + (narrow[i + 6] + narrow[i + 7]);
        return lower + upper;
    }

    /** Adds the counts of those buckets. */
    void addTo(FineCounts fine) {
        int first = (fine.octave() << Buckets.SCALE) + fine.first() - offset;
        if (first >= 0 && first < counts.length) {
            for (int i = 0; i < PictureCounts.STEP; i++) {
                fine.add(i, counts[first + i] + (carried == null ? 0 : carried[first + i]));
            }
        }
    }
}
