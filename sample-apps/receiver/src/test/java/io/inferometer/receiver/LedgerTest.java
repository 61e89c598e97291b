package io.inferometer.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.inferometer.receiver.edge.EdgeMetric;
import io.inferometer.receiver.edge.EdgeModel;
import io.inferometer.receiver.edge.Heartbeat;
import io.inferometer.receiver.edge.HeartbeatBooks;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestCounts;
import io.inferometer.receiver.operation.RequestException;
import io.inferometer.receiver.sagemaker.ItemBooks;
import io.inferometer.receiver.sagemaker.ItemErrorCode;
import io.inferometer.receiver.sagemaker.MetricItem;
import io.inferometer.receiver.wire.Answers;
import io.inferometer.receiver.wire.Protocol;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void keepsTheNewestItemsAndCountsAll() {
        int more = 5;
        for (int i = 0; i < ItemBooks.ITEMS_KEPT + more; i++) {
            put(List.of(item("m", i)), new TreeMap<>());
        }
        Received received = ledger.snapshot();
        assertThat(received.items()).isEqualTo(ItemBooks.ITEMS_KEPT + more);
        assertThat(received.latestItems()).hasSize(ItemBooks.ITEMS_KEPT);
        assertThat(received.latestItems().get(0)).isEqualTo(item("m", more));
        assertThat(received.metrics().get("m").last()).isEqualTo(item("m", ItemBooks.ITEMS_KEPT + more - 1));
        assertThat(received.metrics().get("m").count()).isEqualTo(ItemBooks.ITEMS_KEPT + more);
        assertThat(received.latest(2).latestItems())
                .containsExactly(
                        item("m", ItemBooks.ITEMS_KEPT + more - 2), item("m", ItemBooks.ITEMS_KEPT + more - 1));
    }

    @Test
    void keepsTheNewestHeartbeatsAndCountsAll() {
        for (int i = 0; i <= HeartbeatBooks.HEARTBEATS_KEPT; i++) {
            put(heartbeat("device" + i, "name"));
        }
        Received received = ledger.snapshot();
        assertThat(received.latestHeartbeats()).hasSize(HeartbeatBooks.HEARTBEATS_KEPT);
        assertThat(received.latestHeartbeats().get(0).deviceName()).isEqualTo("device1");
        assertThat(received.inferenceCount("name")).isEqualTo(2.0 * (HeartbeatBooks.HEARTBEATS_KEPT + 1));
        assertThat(received.models().get("name").heartbeats()).isEqualTo(HeartbeatBooks.HEARTBEATS_KEPT + 1);
    }

    @Test
    void oneNameMoreThanKeptIsRefusedAndKnownNamesAreNot() {
        for (int i = 0; i < ItemBooks.NAMES_KEPT; i++) {
            put(List.of(item("m" + i, 1)), new TreeMap<>());
        }
        SortedMap<Integer, ItemErrorCode> errors = new TreeMap<>();
        put(List.of(item("m0", 1), item("new", 1)), errors);
        assertThat(errors).containsExactly(Map.entry(1, ItemErrorCode.METRIC_LIMIT_EXCEEDED));
        assertThat(ledger.snapshot().metrics()).hasSize(ItemBooks.NAMES_KEPT).doesNotContainKey("new");
        assertThat(ledger.snapshot().sum("m0")).isEqualTo(2);
        assertThat(ledger.snapshot().itemErrors()).containsEntry(ItemErrorCode.METRIC_LIMIT_EXCEEDED, 1L);
    }

    @Test
    void oneModelMoreThanKeptIsCountedApart() {
        for (int i = 0; i <= HeartbeatBooks.NAMES_KEPT; i++) {
            put(heartbeat("device", "name" + i));
        }
        assertThat(ledger.snapshot().models()).hasSize(HeartbeatBooks.NAMES_KEPT);
        assertThat(ledger.snapshot().modelsNotSummarised()).isEqualTo(1);
    }

    @Test
    void noItemIsLostAmongThreads() throws InterruptedException {
        int threads = 4;
        int each = 5_000;
        List<Thread> writers = IntStream.range(0, threads)
                .mapToObj(thread -> new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        put(List.of(item("m", 1), item("n", 2)), new TreeMap<>());
                        ledger.reject(Operation.SEND_HEARTBEAT, "E");
                    }
                }))
                .toList();
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }
        Received received = ledger.snapshot();
        assertThat(received.sum("m")).isEqualTo(threads * each);
        assertThat(received.sum("n")).isEqualTo(2.0 * threads * each);
        assertThat(received.requests().get(Operation.BATCH_PUT_METRICS).accepted())
                .isEqualTo(threads * each);
        assertThat(received.requests().get(Operation.SEND_HEARTBEAT))
                .isEqualTo(new RequestCounts(0, threads * each, Map.of("E", (long) threads * each)));
    }

    @Test
    void aSnapshotDoesNotChangeAndResetEmptiesTheBooks() {
        put(List.of(item("m", 1)), new TreeMap<>());
        put(heartbeat("device", "name"));
        ledger.unknown();
        Received before = ledger.snapshot();
        ledger.reset();
        assertThat(before.sum("m")).isEqualTo(1);
        assertThat(before.latestItems()).hasSize(1);
        assertThat(before.unknownRequests()).isEqualTo(1);
        assertThat(ledger.snapshot()).isEqualTo(new Ledger().snapshot());
    }

    private void put(List<MetricItem> items, SortedMap<Integer, ItemErrorCode> errors) {
        execute(Operation.BATCH_PUT_METRICS, () -> ledger.items().put(items, errors));
    }

    private void put(Heartbeat heartbeat) {
        execute(Operation.SEND_HEARTBEAT, () -> ledger.heartbeats().put(heartbeat));
    }

    private void execute(Operation operation, Runnable what) {
        try {
            ledger.execute(operation, () -> {
                what.run();
                return Answers.success(Protocol.REST_JSON, "", MissingNode.getInstance());
            });
        } catch (RequestException refused) {
            throw new AssertionError(refused);
        }
    }

    @Test
    void whatIsRefusedIsNotCountedAsAccepted() {
        assertThatThrownBy(() -> ledger.execute(Operation.CREATE_LOG_GROUP, () -> {
                    throw RequestException.validation("no");
                }))
                .isInstanceOf(RequestException.class);

        assertThat(ledger.snapshot().requests().get(Operation.CREATE_LOG_GROUP)).isEqualTo(RequestCounts.NONE);
    }

    private static MetricItem item(String name, int value) {
        return new MetricItem("trial", name, 0, null, value);
    }

    private static Heartbeat heartbeat(String device, String model) {
        List<EdgeMetric> metrics = List.of(
                new EdgeMetric(null, "InferenceCount", 2.0, null),
                new EdgeMetric(null, "InferenceCount", null, null),
                new EdgeMetric(null, null, 5.0, null));
        EdgeModel edgeModel = new EdgeModel(model, null, null, null, metrics);
        return new Heartbeat("1", device, "fleet", null, List.of(edgeModel), null);
    }
}
