package io.inferometer.receiver;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Newest<MetricItem> latestItems = new Newest<>(ITEMS_KEPT);
    private final Newest<Heartbeat> latestHeartbeats = new Newest<>(HEARTBEATS_KEPT);
    private final DataBooks metricData = new DataBooks();
    private final LogBooks logs = new LogBooks();
    private long unknownRequests;
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
        metricData.clear();
        logs.clear();
        unknownRequests = 0;
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
        accept(Operation.BATCH_PUT_METRICS);
        for (int i = 0; i < batch.size(); i++) {
            MetricItem item = batch.get(i);
            if (!errors.containsKey(i) && !hasRoom(metrics, item.metricName())) {
                errors.put(i, ItemErrorCode.METRIC_LIMIT_EXCEEDED);
            }
            if (errors.containsKey(i)) {
                itemErrors.merge(errors.get(i), 1L, Long::sum);
            } else {
                metrics.merge(item.metricName(), MetricSummary.of(item), MetricSummary::then);
                latestItems.add(item);
            }
        }
    }

    /** The newest items, the newest last. */
    synchronized List<MetricItem> readItems() {
        accept(Operation.BATCH_GET_METRICS);
        return latestItems.toList();
    }

    synchronized void put(Heartbeat heartbeat) {
        accept(Operation.SEND_HEARTBEAT);
        latestHeartbeats.add(heartbeat);
        for (EdgeModel model : heartbeat.models()) {
            String name = model.modelName() == null ? "" : model.modelName();
            if (hasRoom(models, name)) {
                models.merge(name, ModelSummary.of(model), ModelSummary::then);
            } else {
                modelsNotSummarised++;
            }
        }
    }

    synchronized void put(List<MetricDatum> data) {
        accept(Operation.PUT_METRIC_DATA);
        metricData.put(data);
    }

    synchronized void createLogGroup(String group) throws RequestException {
        logs.createGroup(group);
        accept(Operation.CREATE_LOG_GROUP);
    }

    synchronized void createLogStream(String group, String stream) throws RequestException {
        logs.createStream(group, stream);
        accept(Operation.CREATE_LOG_STREAM);
    }

    synchronized void retain(String group, int days) throws RequestException {
        logs.retain(group, days);
        accept(Operation.PUT_RETENTION_POLICY);
    }

    /** How long events of a stream are kept; empty for ever. */
    synchronized Optional<Duration> retention(String group, String stream) throws RequestException {
        logs.checkStream(group, stream);
        return Optional.ofNullable(logs.group(group).retentionInDays()).map(Duration::ofDays);
    }

    synchronized void put(String group, String stream, List<LogEvent> accepted, int rejected) throws RequestException {
        logs.checkStream(group, stream);
        logs.put(group, stream, accepted, rejected);
        accept(Operation.PUT_LOG_EVENTS);
    }

    synchronized void accept(Operation operation) {
        requests.compute(operation, (key, counts) -> counts.plusAccepted());
    }

    synchronized Received snapshot() {
        return new Received(
                Collections.unmodifiableMap(new EnumMap<>(requests)),
                unknownRequests,
                latestItems.added(),
                Collections.unmodifiableMap(new EnumMap<>(itemErrors)),
                Collections.unmodifiableMap(new TreeMap<>(metrics)),
                Collections.unmodifiableMap(new TreeMap<>(models)),
                modelsNotSummarised,
                latestItems.toList(),
                latestHeartbeats.toList(),
                latestItems.repeats(),
                latestHeartbeats.repeats(),
                metricData.snapshot(),
                logs.snapshot());
    }

    private static boolean hasRoom(Map<String, ?> summaries, String name) {
        return summaries.containsKey(name) || summaries.size() < NAMES_KEPT;
    }
}
