package io.inferometer.receiver.sagemaker;

import io.inferometer.receiver.operation.Newest;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Books of metric items. Not thread-safe. */
public final class ItemBooks {
    /** How many items are kept. */
    public static final int ITEMS_KEPT = 100_000;

    /** How many metric names there is room for. */
    public static final int NAMES_KEPT = 10_000;

    private final Map<ItemErrorCode, Long> errors = new EnumMap<>(ItemErrorCode.class);
    private final Map<String, MetricSummary> metrics = new TreeMap<>();
    private final Newest<MetricItem> newest = new Newest<>(ITEMS_KEPT);

    /** Makes empty books. */
    public ItemBooks() {
        clear();
    }

    /**
     * Stores the items that have no error yet.
     *
     * @param refused by index in {@code batch}; gains those items whose name finds no room
     */
    public void put(List<MetricItem> batch, SortedMap<Integer, ItemErrorCode> refused) {
        for (int i = 0; i < batch.size(); i++) {
            MetricItem item = batch.get(i);
            boolean hasRoom = metrics.containsKey(item.metricName()) || metrics.size() < NAMES_KEPT;
            if (!refused.containsKey(i) && !hasRoom) {
                refused.put(i, ItemErrorCode.METRIC_LIMIT_EXCEEDED);
            }
            if (refused.containsKey(i)) {
                errors.merge(refused.get(i), 1L, Long::sum);
            } else {
                metrics.merge(item.metricName(), MetricSummary.of(item), MetricSummary::then);
                newest.add(item);
            }
        }
    }

    /** Empties the books. */
    public void clear() {
        for (ItemErrorCode code : ItemErrorCode.values()) {
            errors.put(code, 0L);
        }
        metrics.clear();
        newest.clear();
    }

    /** How many were stored. */
    public long stored() {
        return newest.added();
    }

    /** How many of the stored were equal to one that was kept when they came. */
    public long repeats() {
        return newest.repeats();
    }

    /** The newest items, the newest last. */
    public List<MetricItem> latest() {
        return newest.toList();
    }

    /** How many were refused, by code, with an entry for each. */
    public Map<ItemErrorCode, Long> errors() {
        return Collections.unmodifiableMap(new EnumMap<>(errors));
    }

    /** What was stored, by metric name. */
    public Map<String, MetricSummary> metrics() {
        return Collections.unmodifiableMap(new TreeMap<>(metrics));
    }
}
