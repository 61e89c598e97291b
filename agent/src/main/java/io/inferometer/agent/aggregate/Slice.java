package io.inferometer.agent.aggregate;

import io.inferometer.agent.record.AtomicHistogram;
import io.inferometer.agent.record.Buckets;
import io.inferometer.agent.record.FoldedCalls;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.Outcome;

/** What happened to one model in the last few seconds, being filled. One thread only. */
final class Slice {

    static final int OUTCOMES = Outcome.count();

    // The parts of a slice: a distribution each. Durations come first, by the ordinals of outcomes, then all other
    // measures by theirs.
    static final int ITEMS = OUTCOMES;
    private static final int BEFORE_ITEMS = Measure.ITEMS.ordinal();
    static final int LOADS = OUTCOMES + Measure.count() - BEFORE_ITEMS;
    static final int FAILED_LOADS = LOADS + 1;
    static final int PARTS = LOADS + 2;

    private final HistogramBuilder[] parts = new HistogramBuilder[PARTS];

    /** The part of a measure beside the duration, by its ordinal. */
    static int partOf(int measure) {
        return OUTCOMES + measure - BEFORE_ITEMS;
    }

    /** The measure of a part between durations and loads. */
    static Measure measureOf(int part) {
        return Measure.of(part - OUTCOMES + BEFORE_ITEMS).orElseThrow();
    }

    /** The distribution of the durations of calls with this outcome, of another measure or of durations of loads. */
    HistogramBuilder part(int part) {
        HistogramBuilder builder = parts[part];
        return builder != null ? builder : make(part);
    }

    private HistogramBuilder make(int part) {
        boolean isDuration = part < OUTCOMES || part >= LOADS;
        HistogramBuilder builder = new HistogramBuilder(isDuration ? Buckets.DURATIONS : Buckets.of(measureOf(part)));
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
        for (int measure = BEFORE_ITEMS; measure < Measure.count(); measure++) {
            AtomicHistogram values = calls.measure(measure);
            added += values == null ? 0 : values.drain(part(partOf(measure)));
        }
        return added;
    }

    /** As {@link ModelSeries#reach} has it. */
    long reach(boolean histograms) {
        long read = parts.length;
        for (int outcome = 0; histograms && outcome < OUTCOMES; outcome++) {
            read += parts[outcome] == null ? 0 : parts[outcome].reach();
        }
        return read;
    }

    void addTo(int part, Gathered sum) {
        if (parts[part] != null) {
            sum.add(parts[part]);
        }
    }

    /** The sum of a part's values. */
    long sum(int part) {
        return parts[part] == null ? 0 : parts[part].sum();
    }

    boolean isEmpty(int part) {
        return parts[part] == null || parts[part].isEmpty();
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
