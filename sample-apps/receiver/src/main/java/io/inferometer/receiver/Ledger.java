package io.inferometer.receiver;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The books. Thread-safe: every method takes the monitor. */
final class Ledger {
    static final int ITEMS_KEPT = 100_000;
    static final int HEARTBEATS_KEPT = 1_000;
    static final int NAMES_KEPT = 10_000;

    private final Map<Operation, RequestCounts> requests = new EnumMap<>(Operation.class);
    private final Map<ItemErrorCode, Long> itemErrors = new EnumMap<>(ItemErrorCode.class);
    private final Map<String, MetricSummary> metrics = new TreeMap<>();
    private final Map<String, ModelSummary> models = new TreeMap<>();
    private final Deque<MetricItem> latestItems = new ArrayDeque<>();
    private final Deque<Heartbeat> latestHeartbeats = new ArrayDeque<>();
    private long unknownRequests;
    private long items;
    private long modelsNotSummarised;

    Ledger() {
        reset();
    }

    synchronized void reset() {
        for (Operation operation : Operation.values()) {
            requests.put(operation, RequestCounts.NONE);
        }
        for (ItemErrorCode code : ItemErrorCode.values()) {
            itemErrors.put(code, 0L);
        }
        metrics.clear();
        models.clear();
        latestItems.clear();
        latestHeartbeats.clear();
        unknownRequests = 0;
        items = 0;
        modelsNotSummarised = 0;
    }

    synchronized void unknown() {
        unknownRequests++;
    }

    synchronized void reject(Operation operation, String error) {
        requests.compute(operation, (key, counts) -> counts.plusRejected(error));
    }

    /**
     * Stores the items that have no error yet.
     *
     * @param errors by index in {@code batch}; gains those items whose name finds no room
     */
    synchronized void put(List<MetricItem> batch, SortedMap<Integer, ItemErrorCode> errors) {
        requests.compute(Operation.BATCH_PUT_METRICS, (key, counts) -> counts.plusAccepted());
        for (int i = 0; i < batch.size(); i++) {
            MetricItem item = batch.get(i);
            if (!errors.containsKey(i) && !hasRoom(metrics, item.metricName())) {
                errors.put(i, ItemErrorCode.METRIC_LIMIT_EXCEEDED);
            }
            if (errors.containsKey(i)) {
                itemErrors.merge(errors.get(i), 1L, Long::sum);
            } else {
                items++;
                metrics.merge(item.metricName(), MetricSummary.of(item), MetricSummary::then);
                keep(latestItems, item, ITEMS_KEPT);
            }
        }
    }

    synchronized void put(Heartbeat heartbeat) {
        requests.compute(Operation.SEND_HEARTBEAT, (key, counts) -> counts.plusAccepted());
        keep(latestHeartbeats, heartbeat, HEARTBEATS_KEPT);
        for (EdgeModel model : heartbeat.models()) {
            String name = model.modelName() == null ? "" : model.modelName();
            if (hasRoom(models, name)) {
                models.merge(name, ModelSummary.of(model), ModelSummary::then);
            } else {
                modelsNotSummarised++;
            }
        }
    }

    synchronized Received snapshot() {
        return new Received(
                Collections.unmodifiableMap(new EnumMap<>(requests)),
                unknownRequests,
                items,
                Collections.unmodifiableMap(new EnumMap<>(itemErrors)),
                Collections.unmodifiableMap(new TreeMap<>(metrics)),
                Collections.unmodifiableMap(new TreeMap<>(models)),
                modelsNotSummarised,
                List.copyOf(latestItems),
                List.copyOf(latestHeartbeats));
    }

    private static boolean hasRoom(Map<String, ?> summaries, String name) {
        return summaries.containsKey(name) || summaries.size() < NAMES_KEPT;
    }

    private static <T> void keep(Deque<T> newest, T one, int limit) {
        if (newest.size() == limit) {
            newest.removeFirst();
        }
        newest.addLast(one);
    }
}
