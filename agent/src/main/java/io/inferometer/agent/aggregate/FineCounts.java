package io.inferometer.agent.aggregate;

import io.inferometer.agent.record.Buckets;
import java.util.Arrays;

/**
 * The counts, at full resolution, of the buckets that make one of a {@link PictureCounts}: all that is needed to tell what stands for a value
 * in there. Used again for each such bucket. One thread only.
 */
final class FineCounts {

    private final long[] counts = new long[PictureCounts.STEP];
    private final Representatives representatives = new Representatives();
    private int octave;
    private int group;

    /** Begins anew, for a bucket of the picture with this index. */
    void begin(int index) {
        octave = index >> PictureCounts.SCALE;
        group = index & (PictureCounts.PER_OCTAVE - 1);
        Arrays.fill(counts, 0);
    }

    /** Which octave they are in. */
    int octave() {
        return octave;
    }

    /** The place among its octave's buckets where they begin. */
    int first() {
        return group * PictureCounts.STEP;
    }

    /** Adds values of the {@code i}th bucket. */
    void add(int i, long values) {
        counts[i] += values;
    }

    /** Adds to each bucket's count the byte at its place. */
    void addBytes(long bytes) {
        for (int i = 0; i < PictureCounts.STEP; i++) {
            counts[i] += (bytes >>> (i * Byte.SIZE)) & 0xFF;
        }
    }

    /** What stands for the value of this rank among those counted. */
    double representative(long rank) {
        int i = 0;
        long seen = counts[0];
        while (seen < rank) {
            seen += counts[++i];
        }
        return representatives.of((octave << Buckets.SCALE) + first() + i);
    }
}
