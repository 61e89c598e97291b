package io.inferometer.agent.aggregate;

import io.inferometer.agent.record.Buckets;
import io.inferometer.exporter.api.ExponentialHistogram;

/**
 * A cache of the values that stand for buckets: percentiles fall into few buckets, and each value takes two powers and a root. Eight octaves
 * have places of their own; of two buckets with the same place the later is kept. One thread only.
 */
final class Representatives {

    private static final int PLACES = 8 << Buckets.SCALE;

    /** Zero where nothing is known yet; no value is zero. */
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
