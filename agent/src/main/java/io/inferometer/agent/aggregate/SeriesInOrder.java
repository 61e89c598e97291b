package io.inferometer.agent.aggregate;

import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.exporter.api.ModelDetail;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Every series by its identity, and what scrapers and the page read of them. One thread only. */
final class SeriesInOrder {

    /** Models whose figures are read after a word of each was: what is read of them stays in the processor's caches until then. */
    private static final int REACHED_AT_ONCE = 64;

    private final List<ModelSeries> series;
    private final ModelRegistry registry;
    private final SeriesReader reader = new SeriesReader();

    // Linked at the start: a lambda whose linking runs out of memory may stay unusable.
    private final Comparator<ModelSeries> byId = (a, b) -> a.id().compareTo(b.id());

    private List<ModelSeries> ordered = List.of();

    /** See {@link ModelSeries#reach}. */
    @SuppressWarnings(
            "UnusedVariable") // Never read: what is added to it has to be read first, which is all that is wanted.
    private long reached;

    /** @param series in any order; only added to */
    SeriesInOrder(List<ModelSeries> series, ModelRegistry registry) {
        this.series = series;
        this.registry = registry;
    }

    List<ModelSeries> all() {
        if (ordered.size() != series.size()) {
            List<ModelSeries> sorted = new ArrayList<>(series);
            sorted.sort(byId);
            ordered = sorted;
        }
        return ordered;
    }

    /** Everything since the start, at scale 0. */
    List<ModelStats> totals() {
        List<ModelSeries> all = all();
        List<ModelStats> models = new ArrayList<>(all.size());
        for (int from = 0; from < all.size(); from += REACHED_AT_ONCE) {
            int to = Math.min(from + REACHED_AT_ONCE, all.size());
            reach(all, from, to, false);
            for (int i = from; i < to; i++) {
                models.add(reader.totals(all.get(i)));
            }
        }
        return models;
    }

    /**
     * Some models as a page shows them.
     *
     * @param after the model before the first; null for the first of all
     * @param limit how many at most
     * @return in order; none after the last
     */
    List<ModelDetail> details(ModelId after, int limit) {
        List<ModelSeries> all = all();
        int from = after == null ? 0 : next(all, after);
        int to = Math.min(from + limit, all.size());
        List<ModelDetail> details = new ArrayList<>(to - from);
        reach(all, from, to, true);
        for (int i = from; i < to; i++) {
            ModelSeries each = all.get(i);
            details.add(reader.detail(
                    each,
                    registry.layers().above(each.model()),
                    registry.engines().of(each.id())));
        }
        return details;
    }

    private void reach(List<ModelSeries> all, int from, int to, boolean lastMinute) {
        for (int i = from; i < to; i++) {
            reached += all.get(i).reach(false, lastMinute);
        }
        for (int i = from; i < to; i++) {
            reached += all.get(i).reach(true, lastMinute);
        }
    }

    private static int next(List<ModelSeries> ordered, ModelId after) {
        int low = 0;
        int high = ordered.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ordered.get(middle).id().compareTo(after) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
