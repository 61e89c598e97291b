package io.inferometer.agent.aggregate;

import io.inferometer.agent.record.Buckets;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;

/**
 * The sum of distributions, eight buckets to the octave: fine enough for a picture, and to find the buckets that percentiles are in. Used
 * again for each sum: what leaves here is a few numbers and a picture. One thread only.
 */
final class PictureCounts extends DistributionSum {

    static final int SCALE = 3;
    static final int PER_OCTAVE = 1 << SCALE;

    /** How many buckets of a distribution make one of the picture. */
    static final int STEP = 1 << (Buckets.SCALE - SCALE);

    private static final int MAX_UNSETTLED = Character.MAX_VALUE / 0xFF;
    private static final long EVEN_BYTES = 0x00FF00FF00FF00FFL;

    private static final ExponentialHistogram NO_DURATIONS = ExponentialHistogram.empty(Unit.NANOSECONDS, SCALE);
    private static final ExponentialHistogram NO_ITEMS = ExponentialHistogram.empty(Unit.ITEMS, SCALE);

    /**
     * What is not added to {@link #counts} yet: two bytes for each bucket, of even ones in one word and of odd ones in the next, so that those of
     * an octave are added at once.
     */
    private final long[] unsettled = new long[OCTAVES * 2];

    /** How many numbers, each of one byte, may still be added to those of two bytes. */
    private int room = MAX_UNSETTLED;

    private final long[] picture = new long[OCTAVES << SCALE];

    /** Where {@link #find} has come to in {@link #counts}, and how many values are below. */
    private int at;

    private long below;

    PictureCounts() {
        super(PER_OCTAVE);
    }

    @Override
    void clear() {
        settle();
        super.clear();
    }

    /** Adds another sum, which is settled. */
    void add(PictureCounts other) {
        from = Math.min(from, other.from);
        to = Math.max(to, other.to);
        for (int i = other.from * PER_OCTAVE; i < other.to * PER_OCTAVE; i++) {
            counts[i] += other.counts[i];
        }
        counted(other.count - other.zeros);
        add(other.zeros, other.sum, other.min, other.max);
    }

    /**
     * Takes these octaves for ones with values.
     *
     * @return where the buckets of the first lie in {@link #counts}
     */
    int include(int firstOctave, int octaves) {
        int first = firstOctave - LOWEST_OCTAVE;
        from = Math.min(from, first);
        to = Math.max(to, first + octaves);
        return first * PER_OCTAVE;
    }

    /** Makes room for a number of one byte for each bucket. */
    void prepareBytes() {
        if (--room < 0) {
            settle();
            room--;
        }
    }

    /** Adds so many values to each bucket of an octave as the byte says, for which there is room. */
    void addBytes(int octave, long bytes) {
        int i = (octave - LOWEST_OCTAVE) * 2;
        unsettled[i] += bytes & EVEN_BYTES;
        unsettled[i + 1] += (bytes >>> 8) & EVEN_BYTES;
    }

    /** Adds what is not added to the counts yet. */
    void settle() {
        if (room == MAX_UNSETTLED) {
            return;
        }
        for (int octave = from; octave < to; octave++) {
            long even = unsettled[2 * octave];
            long odd = unsettled[2 * octave + 1];
            if ((even | odd) != 0) {
                unsettled[2 * octave] = 0;
                unsettled[2 * octave + 1] = 0;
                for (int i = octave * PER_OCTAVE; i < (octave + 1) * PER_OCTAVE; i += 2) {
                    counts[i] += even & 0xFFFF;
                    counts[i + 1] += odd & 0xFFFF;
                    even >>>= Character.SIZE;
                    odd >>>= Character.SIZE;
                }
            }
        }
        room = MAX_UNSETTLED;
    }

    /** The counts of all buckets; what is added to them is to be {@link #counted}. */
    long[] counts() {
        return counts;
    }

    /** So many values were added to the {@link #counts}. */
    void counted(long values) {
        count += values;
    }

    /** Before the first {@link #find}. */
    void beginToFind() {
        at = from * PER_OCTAVE;
        below = zeros;
    }

    /**
     * Goes on to the bucket that holds the value of this rank, which is not less than the last, and neither zero nor the greatest of all.
     *
     * @return the bucket's index at this scale
     */
    int find(long rank) {
        while (below + counts[at] < rank) {
            below += counts[at++];
        }
        return at + LOWEST_OCTAVE * PER_OCTAVE;
    }

    /** How many values are below the bucket that was found. */
    long below() {
        return below;
    }

    /**
     * The values so far.
     *
     * @param percentiles as {@link ExponentialHistogram} has them; kept
     */
    ExponentialHistogram toHistogram(Unit unit, double[] percentiles) {
        if (count == 0) {
            return unit == Unit.ITEMS ? NO_ITEMS : NO_DURATIONS;
        }
        int length = Math.max(0, to - from) * PER_OCTAVE;
        System.arraycopy(counts, length == 0 ? 0 : from * PER_OCTAVE, picture, 0, length);
        int offset = (LOWEST_OCTAVE + from) * PER_OCTAVE;
        return new ExponentialHistogram(unit, SCALE, offset, picture, length, zeros, sum, min, max, percentiles);
    }
}
