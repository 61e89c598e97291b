package io.inferometer.agent.aggregate;

import io.inferometer.agent.record.Buckets;
import io.inferometer.exporter.api.ExponentialHistogram;

/**
 * What stands for the values of a bucket, kept from one time to the next: percentiles are of few buckets, and each takes two powers and a
 * root. Of two buckets whose places are the same the later is kept: eight octaves have places of their own. One
 * thread only.
 */
final class Representatives {

    private static final int PLACES = 8 << Buckets.SCALE;

    /** Zero where there is none yet: none is zero. */
    private final double[] known = new double[PLACES];

    private final int[] indices = new int[PLACES];

    /** See {@link ExponentialHistogram#representative}. */
    double of(int index) {
        int place = index & (PLACES - 1);
        if (known[place] == 0 || indices[place] != index) {
            known[place] = ExponentialHistogram.representative(Buckets.SCALE, index);
            indices[place] = index;
        }
        return known[place];
    }
}
