package io.inferometer.agent.aggregate;

import java.util.Arrays;

/** The sum of distributions, whose counts lie octave by octave in one array. Used again for each sum. One thread only. */
abstract class DistributionSum {

    /** Below the octave of one nanosecond; durations span 64 octaves, and so do items. */
    static final int LOWEST_OCTAVE = -32;

    static final int OCTAVES = 128;

    final long[] counts;
    private final int countsPerOctave;

    // The octaves with values, counted from the lowest.
    int from = OCTAVES;
    int to;
    long count;
    long zeros;
    long sum;
    long min = Long.MAX_VALUE;
    long max;

    DistributionSum(int countsPerOctave) {
        this.countsPerOctave = countsPerOctave;
        this.counts = new long[OCTAVES * countsPerOctave];
    }

    void clear() {
        if (from < to) {
            Arrays.fill(counts, from * countsPerOctave, to * countsPerOctave, 0);
        }
        from = OCTAVES;
        to = 0;
        count = 0;
        zeros = 0;
        sum = 0;
        min = Long.MAX_VALUE;
        max = 0;
    }

    /** Returns how many values there are. */
    final long count() {
        return count;
    }

    /** Adds what is known exactly of values beside their counts. */
    final void add(long moreZeros, long moreSum, long smallest, long greatest) {
        count += moreZeros;
        zeros += moreZeros;
        sum += moreSum;
        min = Math.min(min, smallest);
        max = Math.max(max, greatest);
    }
}
