package io.inferometer.agent.aggregate;

import io.inferometer.agent.record.Buckets;
import io.inferometer.agent.record.FoldedCalls;
import io.inferometer.exporter.api.Outcome;

/** What happened to one model in the last few seconds, being filled. One thread only. */
final class Slice {

    static final int OUTCOMES = Outcome.values().length;

    // The parts of a slice: a distribution each. Calls come first, by the ordinals of their outcomes.
    static final int ITEMS = OUTCOMES;
    static final int LOADS = OUTCOMES + 1;
    static final int FAILED_LOADS = OUTCOMES + 2;
    static final int PARTS = OUTCOMES + 3;

    private final HistogramBuilder[] parts = new HistogramBuilder[PARTS];

    /** The distribution of the durations of calls with this outcome, of items or of durations of loads. */
    HistogramBuilder part(int part) {
        HistogramBuilder builder = parts[part];
        return builder != null ? builder : make(part);
    }

    private HistogramBuilder make(int part) {
        HistogramBuilder builder = new HistogramBuilder(part == ITEMS ? Buckets.ITEMS : Buckets.DURATIONS);
        parts[part] = builder;
        return builder;
    }

    /**
     * Takes what was folded since the last time.
     *
     * @return how many values those were
     */
    long drain(FoldedCalls calls) {
        long added = 0;
        for (int outcome = 0; outcome < OUTCOMES; outcome++) {
            added += calls.durations(outcome).drain(part(outcome));
        }
        return added + calls.items().drain(part(ITEMS));
    }

    void addTo(int part, DistributionSum sum) {
        if (parts[part] != null) {
            sum.add(parts[part]);
        }
    }

    boolean isEmpty() {
        for (HistogramBuilder part : parts) {
            if (part != null && !part.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    PackedSlice packed() {
        PackedHistogram[] packed = new PackedHistogram[PARTS];
        for (int i = 0; i < PARTS; i++) {
            packed[i] = parts[i] == null ? PackedHistogram.EMPTY : parts[i].packed();
        }
        return new PackedSlice(packed);
    }
}
