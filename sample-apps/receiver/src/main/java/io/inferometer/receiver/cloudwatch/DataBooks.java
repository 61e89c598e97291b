package io.inferometer.receiver.cloudwatch;

import io.inferometer.receiver.operation.Newest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Books of metric data. Not thread-safe. */
public final class DataBooks {
    static final int DATA_KEPT = 10_000;
    static final int SERIES_KEPT = 10_000;

    private final Map<List<Object>, MetricSeries> series = new LinkedHashMap<>();
    private final Newest<MetricDatum> newest = new Newest<>(DATA_KEPT);
    private long notSummarised;

    /** Stores data, of which each counts. */
    public void put(List<MetricDatum> data) {
        for (MetricDatum datum : data) {
            newest.add(datum);
            List<Object> key = List.of(datum.namespace(), datum.metricName(), datum.dimensions());
            if (series.containsKey(key) || series.size() < SERIES_KEPT) {
                series.merge(key, MetricSeries.of(datum), MetricSeries::then);
            } else {
                notSummarised++;
            }
        }
    }

    /** Empties the books. */
    public void clear() {
        series.clear();
        newest.clear();
        notSummarised = 0;
    }

    /** What was stored until now. */
    public ReceivedData snapshot() {
        return new ReceivedData(
                newest.added(), newest.repeats(), List.copyOf(series.values()), notSummarised, newest.toList());
    }
}
