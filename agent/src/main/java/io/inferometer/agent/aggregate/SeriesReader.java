package io.inferometer.agent.aggregate;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelDetail;
import io.inferometer.exporter.api.ModelEngine;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Reads series for scrapers and the page, without unpacking a distribution into memory of its own. One thread only. */
final class SeriesReader {

    private static final Outcome[] OUTCOMES = Outcome.values();

    /** Those beside the duration. */
    static final Measure[] MEASURES = measures();

    // Durations by outcome, and whatever else is to be added up.
    private final Gathered[] gathered = Gathered.byOutcome();
    private final Gathered all = new Gathered();

    private final OctaveCounts octaves = new OctaveCounts();

    /** Made when the page is first looked at. */
    private PictureReader pictures;

    private static Measure[] measures() {
        List<Measure> numbers = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            if (measure.isNumber() && measure != Measure.DURATION) {
                numbers.add(measure);
            }
        }
        return numbers.toArray(new Measure[0]);
    }

    /** Everything since the start, at scale 0. What has not changed is the same object as the last time. */
    ModelStats totals(ModelSeries series) {
        ModelStats former = series.latestTotals();
        ModelStats.Builder totals = ModelStats.of(series.id());
        boolean same = former != null;
        for (int outcome = 0; outcome < Slice.OUTCOMES; outcome++) {
            gathered[outcome].clear();
            series.addTotalTo(outcome, gathered[outcome]);
        }
        for (Outcome outcome : OUTCOMES) {
            ExponentialHistogram before = former == null ? null : former.duration(outcome);
            ExponentialHistogram durations = octaves(gathered[outcome.ordinal()], Unit.NANOSECONDS, before);
            totals.duration(outcome, durations);
            same &= durations.equals(before);
        }
        for (Measure measure : MEASURES) {
            int part = Slice.partOf(measure.ordinal());
            // What no library tells is the same empty one for all models.
            if (!series.isEmpty(part)) {
                ExponentialHistogram before = former == null ? null : former.distribution(measure);
                all.clear();
                series.addTotalTo(part, all);
                ExponentialHistogram values = octaves(all, measure.unit(), before);
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

    static ModelStats withGauges(ModelSeries series, ModelStats.Builder stats) {
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
        if (pictures == null) {
            pictures = new PictureReader();
        }
        return pictures.detail(series, beneath, engine);
    }

    private ExponentialHistogram octaves(Gathered values, Unit unit, ExponentialHistogram former) {
        octaves.clear();
        values.addTo(octaves);
        return octaves.toHistogram(unit, former);
    }

    private ModelStats.Lifecycle lifecycle(ModelSeries series, ModelStats.Lifecycle former) {
        if (former != null
                && series.isEmpty(Slice.LOADS)
                && series.isEmpty(Slice.FAILED_LOADS)
                && former.loaded() == series.loaded()) {
            return former;
        }
        octaves.clear();
        all.clear();
        series.addTotalTo(Slice.LOADS, all);
        all.addTo(octaves);
        long loads = octaves.count();
        all.clear();
        series.addTotalTo(Slice.FAILED_LOADS, all);
        all.addTo(octaves);
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
