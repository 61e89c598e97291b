package io.inferometer.receiver;

import static org.assertj.core.api.Assertions.assertThat;

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
        for (int i = 0; i < Ledger.ITEMS_KEPT + more; i++) {
            ledger.put(List.of(item("m", i)), new TreeMap<>());
        }
        Received received = ledger.snapshot();
        assertThat(received.items()).isEqualTo(Ledger.ITEMS_KEPT + more);
        assertThat(received.latestItems()).hasSize(Ledger.ITEMS_KEPT);
        assertThat(received.latestItems().get(0)).isEqualTo(item("m", more));
        assertThat(received.metrics().get("m").last()).isEqualTo(item("m", Ledger.ITEMS_KEPT + more - 1));
        assertThat(received.metrics().get("m").count()).isEqualTo(Ledger.ITEMS_KEPT + more);
        assertThat(received.latest(2).latestItems())
                .containsExactly(item("m", Ledger.ITEMS_KEPT + more - 2), item("m", Ledger.ITEMS_KEPT + more - 1));
    }

    @Test
    void keepsTheNewestHeartbeatsAndCountsAll() {
        for (int i = 0; i <= Ledger.HEARTBEATS_KEPT; i++) {
            ledger.put(heartbeat("device" + i, "name"));
        }
        Received received = ledger.snapshot();
        assertThat(received.latestHeartbeats()).hasSize(Ledger.HEARTBEATS_KEPT);
        assertThat(received.latestHeartbeats().get(0).deviceName()).isEqualTo("device1");
        assertThat(received.inferenceCount("name")).isEqualTo(2.0 * (Ledger.HEARTBEATS_KEPT + 1));
        assertThat(received.models().get("name").heartbeats()).isEqualTo(Ledger.HEARTBEATS_KEPT + 1);
    }

    @Test
    void oneNameMoreThanKeptIsRefusedAndKnownNamesAreNot() {
        for (int i = 0; i < Ledger.NAMES_KEPT; i++) {
            ledger.put(List.of(item("m" + i, 1)), new TreeMap<>());
        }
        SortedMap<Integer, ItemErrorCode> errors = new TreeMap<>();
        ledger.put(List.of(item("m0", 1), item("new", 1)), errors);
        assertThat(errors).containsExactly(Map.entry(1, ItemErrorCode.METRIC_LIMIT_EXCEEDED));
        assertThat(ledger.snapshot().metrics()).hasSize(Ledger.NAMES_KEPT).doesNotContainKey("new");
        assertThat(ledger.snapshot().sum("m0")).isEqualTo(2);
        assertThat(ledger.snapshot().itemErrors()).containsEntry(ItemErrorCode.METRIC_LIMIT_EXCEEDED, 1L);
    }

    @Test
    void oneModelMoreThanKeptIsCountedApart() {
        for (int i = 0; i <= Ledger.NAMES_KEPT; i++) {
            ledger.put(heartbeat("device", "name" + i));
        }
        assertThat(ledger.snapshot().models()).hasSize(Ledger.NAMES_KEPT);
        assertThat(ledger.snapshot().modelsNotSummarised()).isEqualTo(1);
    }

    @Test
    void noItemIsLostAmongThreads() throws InterruptedException {
        int threads = 4;
        int each = 5_000;
        List<Thread> writers = IntStream.range(0, threads)
                .mapToObj(thread -> new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        ledger.put(List.of(item("m", 1), item("n", 2)), new TreeMap<>());
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
        ledger.put(List.of(item("m", 1)), new TreeMap<>());
        ledger.put(heartbeat("device", "name"));
        ledger.unknown();
        Received before = ledger.snapshot();
        ledger.reset();
        assertThat(before.sum("m")).isEqualTo(1);
        assertThat(before.latestItems()).hasSize(1);
        assertThat(before.unknownRequests()).isEqualTo(1);
        assertThat(ledger.snapshot()).isEqualTo(new Ledger().snapshot());
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
