package io.inferometer.agent.record;

import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.Outcome;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The calls of one model that their threads aggregated themselves: a distribution of the durations of each outcome, and one of each measure
 * that ever had a value. 2 KiB, and half a KiB for each octave of values of each: less than 20 KiB where calls of all four outcomes last
 * within 1 : 64 of each other, at most 176 KiB for durations and items.
 */
public final class FoldedCalls {

    private final AtomicHistogram[] durations = new AtomicHistogram[Outcome.count()];

    /** By ordinal; null before the first value. */
    private final AtomicReferenceArray<AtomicHistogram> measures = new AtomicReferenceArray<>(Measure.count());

    FoldedCalls() {
        for (int i = 0; i < durations.length; i++) {
            durations[i] = new AtomicHistogram(Buckets.DURATIONS);
        }
    }

    /** Gets the memory that {@link #add} needs for this call, which then needs none. */
    void prepare(int outcome, long duration, long items) {
        durations[outcome].prepare(duration);
        if (items > 0) {
            prepareMeasure(MeasureValues.ITEMS, items);
        }
    }

    /** The same for what else is known of a call. */
    void prepare(MeasureValues values) {
        for (int m = values.next(0); m >= 0; m = values.next(m + 1)) {
            prepareMeasure(m, values.get(m));
        }
    }

    private void prepareMeasure(int measure, long value) {
        AtomicHistogram histogram = measures.get(measure);
        if (histogram == null) {
            measures.compareAndSet(
                    measure,
                    null,
                    new AtomicHistogram(Buckets.of(Measure.of(measure).orElseThrow())));
            histogram = measures.get(measure);
        }
        histogram.prepare(value);
    }

    void add(int outcome, long duration, long items) {
        durations[outcome].add(duration);
        if (items > 0) {
            measures.get(MeasureValues.ITEMS).add(items);
        }
    }

    void add(MeasureValues values) {
        for (int m = values.next(0); m >= 0; m = values.next(m + 1)) {
            measures.get(m).add(values.get(m));
        }
    }

    public AtomicHistogram durations(int outcome) {
        return durations[outcome];
    }

    /**
     * What was measured of the calls beside their durations.
     *
     * @param measure the ordinal of a {@link Measure}
     * @return null before its first value
     */
    public AtomicHistogram measure(int measure) {
        return measures.get(measure);
    }
}
