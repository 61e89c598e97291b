package io.inferometer.agent.aggregate;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.ModelDetail;
import io.inferometer.exporter.api.ModelStats;
import java.util.List;

/**
 * Reads series for scrapers and the page, without unpacking a distribution into memory of its own. One thread only.
 */
final class SeriesReader {

    private final OctaveCounts octaves = new OctaveCounts();
    private final ExponentialHistogram[] durations = new ExponentialHistogram[Slice.OUTCOMES];

    /** Made when the page is first looked at. */
    private BucketCounts buckets;

    /** Everything since the start, at scale 0. What has not changed is the same object as the last time. */
    ModelStats totals(ModelSeries series) {
        ModelStats totals = stats(series, false, series.latestTotals());
        series.setLatestTotals(totals);
        return totals;
    }

    ModelDetail detail(ModelSeries series) {
        if (buckets == null) {
            buckets = new BucketCounts();
        }
        ModelDetail.Latency total = latency(series, false);
        buckets.clear();
        series.addTotalTo(Slice.ITEMS, buckets);
        double medianBatch = buckets.median(Unit.ITEMS);
        return new ModelDetail(
                totals(series), total, medianBatch, stats(series, true, null), latency(series, true));
    }

    private ModelDetail.Latency latency(ModelSeries series, boolean recent) {
        buckets.clear();
        for (int outcome = 0; outcome < Slice.OUTCOMES; outcome++) {
            add(series, recent, outcome, buckets);
        }
        return buckets.latency();
    }

    private static void add(ModelSeries series, boolean recent, int part, DistributionSum sum) {
        if (recent) {
            series.addRecentTo(part, sum);
        } else {
            series.addTotalTo(part, sum);
        }
    }

    private ModelStats stats(ModelSeries series, boolean recent, ModelStats former) {
        boolean same = former != null;
        for (int outcome = 0; outcome < Slice.OUTCOMES; outcome++) {
            ExponentialHistogram before = former == null ? null : former.durations().get(outcome);
            durations[outcome] = histogram(series, recent, outcome, Unit.NANOSECONDS, before);
            same &= durations[outcome] == before;
        }
        List<ExponentialHistogram> byOutcome = same ? former.durations() : List.of(durations);
        ExponentialHistogram batchSizes =
                histogram(series, recent, Slice.ITEMS, Unit.ITEMS, former == null ? null : former.batchSizes());
        ModelStats.Lifecycle lifecycle = lifecycle(series, recent, former == null ? null : former.lifecycle());
        same &= former != null
                && batchSizes == former.batchSizes()
                && lifecycle == former.lifecycle()
                && series.inFlight() == former.inFlight()
                && series.oldestNanos() == former.oldestInFlightNanos()
                && series.lastInferenceMillis() == former.lastInferenceMillis();
        return same
                ? former
                : new ModelStats(
                        series.id(),
                        byOutcome,
                        series.inFlight(),
                        series.oldestNanos(),
                        batchSizes,
                        0,
                        0,
                        series.lastInferenceMillis(),
                        lifecycle);
    }

    private ExponentialHistogram histogram(
            ModelSeries series, boolean recent, int part, Unit unit, ExponentialHistogram former) {
        octaves.clear();
        add(series, recent, part, octaves);
        return octaves.toHistogram(unit, former);
    }

    private ModelStats.Lifecycle lifecycle(ModelSeries series, boolean recent, ModelStats.Lifecycle former) {
        octaves.clear();
        add(series, recent, Slice.LOADS, octaves);
        long loads = octaves.count();
        add(series, recent, Slice.FAILED_LOADS, octaves);
        ExponentialHistogram all = octaves.toHistogram(Unit.NANOSECONDS, former == null ? null : former.loadDurations());
        long failed = octaves.count() - loads;
        boolean same = former != null
                && former.loadDurations() == all
                && former.loads() == loads
                && former.failedLoads() == failed
                && former.loaded() == series.loaded();
        return same ? former : new ModelStats.Lifecycle(loads, failed, all, series.loaded());
    }
}
