package io.inferometer.agent.aggregate;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelDetail;
import io.inferometer.exporter.api.ModelEngine;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import java.util.Arrays;

/** Reads series for scrapers and the page, without unpacking a distribution into memory of its own. One thread only. */
final class SeriesReader {

    private static final Outcome[] OUTCOMES = Outcome.values();

    /** Those beside the duration. */
    private static final Measure[] MEASURES = Arrays.stream(Measure.values())
            .filter(measure -> measure.isNumber() && measure != Measure.DURATION)
            .toArray(Measure[]::new);

    private final OctaveCounts octaves = new OctaveCounts();

    // Made when the page is first looked at.
    private BucketCounts buckets;

    /** All durations of the slice being filled, which are a part of every sum. */
    private BucketCounts newest;

    /** Everything since the start, at scale 0. What has not changed is the same object as the last time. */
    ModelStats totals(ModelSeries series) {
        ModelStats former = series.latestTotals();
        ModelStats.Builder totals = ModelStats.of(series.id());
        boolean same = former != null;
        for (Outcome outcome : OUTCOMES) {
            ExponentialHistogram before = former == null ? null : former.duration(outcome);
            ExponentialHistogram durations = octaves(series, outcome.ordinal(), Unit.NANOSECONDS, before);
            totals.duration(outcome, durations);
            same &= durations.equals(before);
        }
        for (Measure measure : MEASURES) {
            int part = Slice.partOf(measure.ordinal());
            // What no library tells is the same empty one for all models.
            if (!series.isEmpty(part)) {
                ExponentialHistogram before = former == null ? null : former.distribution(measure);
                ExponentialHistogram values = octaves(series, part, measure.unit(), before);
                totals.distribution(measure, values);
                same &= values.equals(before);
            }
        }
        ModelStats.Lifecycle lifecycle = lifecycle(series, former == null ? null : former.lifecycle());
        same = same
                && lifecycle.equals(former.lifecycle())
                && series.inFlight() == former.inFlight()
                && series.oldestNanos() == former.oldestInFlightNanos()
                && series.lastInferenceMillis() == former.lastInferenceMillis();
        if (!same) {
            totals.lifecycle(lifecycle);
            series.setLatestTotals(withGauges(series, totals));
        }
        return series.latestTotals();
    }

    private static ModelStats withGauges(ModelSeries series, ModelStats.Builder stats) {
        return stats.inFlight(series.inFlight(), series.oldestNanos())
                .lastInference(series.lastInferenceMillis())
                .build();
    }

    /**
     * For the page: with percentiles, and calls by outcome without their durations.
     *
     * @param beneath the library that calls the model; empty where the application does
     * @param engine what runs it
     */
    ModelDetail detail(ModelSeries series, String beneath, ModelEngine engine) {
        if (buckets == null) {
            BucketCounts sum = new BucketCounts();
            newest = new BucketCounts();
            buckets = sum;
        }
        long[] calls = new long[OUTCOMES.length];
        newest.clear();
        for (int outcome = 0; outcome < calls.length; outcome++) {
            long others = newest.count();
            series.addNewestTo(outcome, newest);
            calls[outcome] = newest.count() - others;
        }
        ModelStats.Builder total = figures(series, false, calls.clone()).lifecycle(loads(series));
        ModelStats.Builder recent = figures(series, true, calls);
        return new ModelDetail(withGauges(series, total), withGauges(series, recent), beneath, engine);
    }

    /**
     * @param recent whether of the last minute, not since the start
     * @param calls by outcome, those that are in {@link #newest}; what was before is added
     */
    private ModelStats.Builder figures(ModelSeries series, boolean recent, long[] calls) {
        buckets.clear();
        for (int outcome = 0; outcome < calls.length; outcome++) {
            long others = buckets.count();
            if (recent && !series.isEmpty(outcome)) {
                series.addMinuteTo(outcome, buckets);
            } else if (!recent) {
                series.addEndedTo(outcome, buckets);
            }
            calls[outcome] += buckets.count() - others;
        }
        buckets.add(newest);
        ModelStats.Builder figures =
                ModelStats.of(series.id()).calls(calls).latency(buckets.toHistogram(Unit.NANOSECONDS));
        for (Measure measure : MEASURES) {
            int part = Slice.partOf(measure.ordinal());
            if (!series.isEmpty(part)) {
                figures.distribution(measure, values(series, recent, part, measure.unit()));
            }
        }
        return figures;
    }

    private ExponentialHistogram values(ModelSeries series, boolean recent, int part, Unit unit) {
        buckets.clear();
        if (recent) {
            series.addRecentTo(part, buckets);
        } else {
            series.addTotalTo(part, buckets);
        }
        return buckets.toHistogram(unit);
    }

    private ModelStats.Lifecycle loads(ModelSeries series) {
        buckets.clear();
        series.addTotalTo(Slice.LOADS, buckets);
        long loads = buckets.count();
        series.addTotalTo(Slice.FAILED_LOADS, buckets);
        long failed = buckets.count() - loads;
        return loads + failed + series.loaded() == 0
                ? ModelStats.Lifecycle.NONE
                : new ModelStats.Lifecycle(loads, failed, buckets.toHistogram(Unit.NANOSECONDS), series.loaded());
    }

    private ExponentialHistogram octaves(ModelSeries series, int part, Unit unit, ExponentialHistogram former) {
        octaves.clear();
        if (!series.isEmpty(part)) {
            series.addTotalTo(part, octaves);
        }
        return octaves.toHistogram(unit, former);
    }

    private ModelStats.Lifecycle lifecycle(ModelSeries series, ModelStats.Lifecycle former) {
        octaves.clear();
        series.addTotalTo(Slice.LOADS, octaves);
        long loads = octaves.count();
        series.addTotalTo(Slice.FAILED_LOADS, octaves);
        long failed = octaves.count() - loads;
        ExponentialHistogram before = former == null ? null : former.loadDurations();
        ExponentialHistogram durations = octaves.toHistogram(Unit.NANOSECONDS, before);
        boolean same = former != null
                && durations.equals(before)
                && former.loads() == loads
                && former.failedLoads() == failed
                && former.loaded() == series.loaded();
        return same ? former : new ModelStats.Lifecycle(loads, failed, durations, series.loaded());
    }
}
