package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.Recorder;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Window;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beyond {@code max-series} calls are told apart less, and counted all the same. */
class MaxSeriesTest {

    private static final List<String> LIBRARIES = List.of("onnxruntime", "djl", "config");

    /** Calls by outcome, and their nanoseconds. */
    private record Sums(long[] calls, long nanos) {

        static Sums none() {
            return new Sums(new long[Outcome.values().length], 0);
        }

        Sums plus(Sums other) {
            long[] both = calls.clone();
            for (int i = 0; i < both.length; i++) {
                both[i] += other.calls[i];
            }
            return new Sums(both, nanos + other.nanos);
        }

        static Sums of(ModelStats stats) {
            long[] calls = Arrays.stream(Outcome.values())
                    .mapToLong(outcome -> stats.duration(outcome).count())
                    .toArray();
            return new Sums(calls, stats.latency().sum());
        }

        String text() {
            return Arrays.toString(calls) + " " + nanos;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyCallIsInItsOwnSeriesOrInTheOtherOfItsLibrary(long seed) {
        Random random = new Random(seed);
        int maxSeries = 1 + random.nextInt(30);
        Recorder recorder = new Recorder();
        ModelRegistry registry = new ModelRegistry(recorder, maxSeries, Map.of());
        Aggregator aggregator = AggregatorFixture.of(recorder, registry);
        Map<ModelId, Sums> made = new HashMap<>();
        Map<String, Sums> inWindows = new TreeMap<>();
        long now = 0;
        for (int i = 0; i < 5_000; i++) {
            ModelId id =
                    new ModelId(LIBRARIES.get(random.nextInt(3)), "model-" + random.nextInt(9), "" + random.nextInt(4));
            Model model = registry.model(id.library(), id.name(), id.version());
            int outcome = random.nextInt(4);
            long nanos = random.nextLong() >>> (24 + random.nextInt(40));
            aggregator.call(model.index(), outcome, nanos, 0);
            long[] calls = new long[4];
            calls[outcome] = 1;
            made.merge(id, new Sums(calls, nanos), Sums::plus);
            now += 10_000_000;
            if (i % 700 == 0 || i == 4_999) {
                aggregator.drain(now, 0);
                add(inWindows, aggregator.cutWindow(now, 0, false));
            }
        }
        List<ModelStats> totals = aggregator.snapshot(now, 0).models();
        assertThat(totals).hasSizeLessThanOrEqualTo(maxSeries + LIBRARIES.size());
        Map<String, Sums> others = new TreeMap<>();
        made.forEach((id, sums) -> {
            if (totals.stream().noneMatch(stats -> stats.id().equals(id))) {
                others.merge(id.library(), sums, Sums::plus);
            }
        });
        assertThat(others).as("some are beyond the limit").isNotEmpty();
        for (ModelStats stats : totals) {
            boolean other = stats.id().name().equals(ModelId.OTHER);
            Sums expected = other ? others.get(stats.id().library()) : made.get(stats.id());
            assertThat(Sums.of(stats).text()).as("%s", stats.id()).isEqualTo(expected.text());
        }
        for (String library : LIBRARIES) {
            Sums all = made.entrySet().stream()
                    .filter(entry -> entry.getKey().library().equals(library))
                    .map(Map.Entry::getValue)
                    .reduce(Sums.none(), Sums::plus);
            assertThat(inWindows.get(library).text()).as(library).isEqualTo(all.text());
        }
    }

    private static void add(Map<String, Sums> byLibrary, Window window) {
        for (ModelStats stats : window.models()) {
            byLibrary.merge(stats.id().library(), Sums.of(stats), Sums::plus);
        }
    }
}
