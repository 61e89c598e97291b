package io.inferometer.agent.aggregate;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelDetail;
import io.inferometer.exporter.api.ModelEngine;
import io.inferometer.exporter.api.ModelStats;

/** Reads series for the page: distributions as pictures that know their percentiles. One thread only. */
final class PictureReader {

    private static final double[] QUANTILES = {0.5, 0.9, 0.99};

    // Durations by outcome: of the slice being filled, which are a part of every sum, of all others, and of those of
    // the last minute.
    private final Gathered[] newest = Gathered.byOutcome();
    private final Gathered[] ended = Gathered.byOutcome();
    private final Gathered[] minute = Gathered.byOutcome();

    /** Whatever else is to be added up. */
    private final Gathered values = new Gathered();

    private final Gathered[] valuesAlone = {values};
    private final Gathered[] nothing = {};

    private final PictureCounts newestPicture = new PictureCounts();
    private final PictureCounts picture = new PictureCounts();
    private final FineCounts fine = new FineCounts();

    /** Everything of a model, with calls by outcome without their durations. */
    ModelDetail detail(ModelSeries series, String beneath, ModelEngine engine) {
        for (int outcome = 0; outcome < Slice.OUTCOMES; outcome++) {
            newest[outcome].clear();
            series.addNewestTo(outcome, newest[outcome]);
            ended[outcome].clear();
            series.addEndedTo(outcome, ended[outcome]);
            minute[outcome].clear();
        }
        series.addMinuteTo(minute);
        newestPicture.clear();
        long[] calls = new long[Slice.OUTCOMES];
        draw(newest, newestPicture, calls);
        newestPicture.settle();
        ModelStats.Builder total = figures(series, false, calls.clone()).lifecycle(loads(series));
        ModelStats.Builder recent = figures(series, true, calls);
        return new ModelDetail(
                SeriesReader.withGauges(series, total), SeriesReader.withGauges(series, recent), beneath, engine);
    }

    /** Adds durations to a picture, and how many there are of each outcome. */
    private static void draw(Gathered[] durations, PictureCounts sum, long[] calls) {
        for (int outcome = 0; outcome < calls.length; outcome++) {
            long others = sum.count();
            durations[outcome].addTo(sum);
            calls[outcome] += sum.count() - others;
        }
    }

    /**
     * @param recent whether of the last minute, not since the start
     * @param calls by outcome, those that are in {@link #newestPicture}; what was before is added
     */
    private ModelStats.Builder figures(ModelSeries series, boolean recent, long[] calls) {
        Gathered[] before = recent ? minute : ended;
        picture.clear();
        draw(before, picture, calls);
        picture.add(newestPicture);
        ModelStats.Builder figures =
                ModelStats.of(series.id()).calls(calls).latency(histogram(Unit.NANOSECONDS, before, newest));
        for (Measure measure : SeriesReader.MEASURES) {
            int part = Slice.partOf(measure.ordinal());
            if (!series.isEmpty(part)) {
                figures.distribution(measure, values(series, recent, part, measure.unit()));
            }
        }
        return figures;
    }

    private ExponentialHistogram values(ModelSeries series, boolean recent, int part, Unit unit) {
        values.clear();
        if (recent) {
            series.addRecentTo(part, values);
        } else {
            series.addTotalTo(part, values);
        }
        picture.clear();
        values.addTo(picture);
        return histogram(unit, valuesAlone, nothing);
    }

    private ModelStats.Lifecycle loads(ModelSeries series) {
        if (series.isEmpty(Slice.LOADS) && series.isEmpty(Slice.FAILED_LOADS) && series.loaded() == 0) {
            return ModelStats.Lifecycle.NONE;
        }
        values.clear();
        picture.clear();
        series.addTotalTo(Slice.LOADS, values);
        values.addTo(picture);
        long loads = picture.count();
        values.clear();
        series.addTotalTo(Slice.FAILED_LOADS, values);
        values.addTo(picture);
        long failed = picture.count() - loads;
        series.addTotalTo(Slice.LOADS, values);
        ExponentialHistogram durations = histogram(Unit.NANOSECONDS, valuesAlone, nothing);
        return new ModelStats.Lifecycle(loads, failed, durations, series.loaded());
    }

    /** What is in the picture, which all these were added to. */
    private ExponentialHistogram histogram(Unit unit, Gathered[] some, Gathered[] others) {
        picture.settle();
        return picture.toHistogram(unit, picture.count() == 0 ? null : percentiles(unit, some, others));
    }

    /** As {@link ExponentialHistogram#quantile} has them. Their ranks ascend, so that one walk over the picture finds all. */
    private double[] percentiles(Unit unit, Gathered[] some, Gathered[] others) {
        double[] percentiles = new double[QUANTILES.length];
        double least = unit.toBase((double) picture.min);
        double greatest = unit.toBase((double) picture.max);
        int known = Integer.MIN_VALUE;
        picture.beginToFind();
        for (int q = 0; q < QUANTILES.length; q++) {
            long rank = Math.max(1, (long) Math.ceil(QUANTILES[q] * picture.count()));
            if (rank >= picture.count()) {
                percentiles[q] = greatest;
            } else if (rank > picture.zeros) {
                int index = picture.find(rank);
                if (index != known) {
                    fine.begin(index);
                    addTo(fine, some);
                    addTo(fine, others);
                    known = index;
                }
                double value = fine.representative(rank - picture.below());
                percentiles[q] = Math.min(greatest, Math.max(least, value));
            }
        }
        return percentiles;
    }

    private static void addTo(FineCounts fine, Gathered[] values) {
        for (Gathered each : values) {
            each.addTo(fine);
        }
    }
}
