package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.CallBatch;
import io.inferometer.agent.record.CallSink;
import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.RecordedMeasures;
import io.inferometer.agent.record.Recorder;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Window;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of models that take turns are counted as those that do not. */
class CallsByTurnsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long EPOCH = 1_700_000_000_000L;
    private static final Measure[] MEASURES = Measure.values();

    private final Recorder recorder = new Recorder();
    private final ModelRegistry registry = new ModelRegistry(recorder, 2_000, Map.of());
    private final Aggregator aggregator = AggregatorFixture.of(recorder, registry);
    private final Aggregator plain = AggregatorFixture.of(recorder, registry);
    private long now = 1000 * SECOND;

    private Model[] models(int count) {
        Model[] models = new Model[count];
        for (int i = 0; i < count; i++) {
            models[i] = registry.model("library", "model-" + i, "");
        }
        return models;
    }

    /** Of all sizes that make a difference to an event or to a distribution. */
    private static long nanos(Random random) {
        return switch (random.nextInt(40)) {
            case 0 -> 0;
            case 1 -> random.nextLong() >>> (3 + random.nextInt(61));
            case 2 -> (1L << 31) - 2 + random.nextInt(4);
            case 3 -> (1L << 17) - 2 + random.nextInt(4);
            default -> (long) (20_000 * Math.exp(2 * random.nextGaussian()));
        };
    }

    private static Map<Measure, Long> measures(Random random) {
        Map<Measure, Long> measures = new EnumMap<>(Measure.class);
        for (int i = random.nextInt(3); i >= 0; i--) {
            Measure measure = MEASURES[1 + random.nextInt(MEASURES.length - 1)];
            if (measure.isNumber()) {
                // A batch of none is one of unknown size.
                long least = measure == Measure.ITEMS ? 1 : 0;
                measures.put(measure, Math.max(least, random.nextLong() >>> (3 + random.nextInt(61))));
            }
        }
        return measures;
    }

    private void call(Random random, Model model, int notes) {
        Outcome outcome = random.nextInt(20) == 0 ? Outcome.of(random.nextInt(Outcome.count())) : Outcome.SUCCESS;
        long nanos = nanos(random);
        if (random.nextInt(100) >= notes) {
            RecordedMeasures.record(recorder, model, outcome, nanos, 0);
            plain.call(model.index(), outcome.ordinal(), nanos, 0);
        } else if (random.nextBoolean()) {
            long items = random.nextLong() >>> (3 + random.nextInt(61));
            RecordedMeasures.record(recorder, model, outcome, nanos, items);
            plain.call(model.index(), outcome.ordinal(), nanos, items);
        } else {
            Map<Measure, Long> measures = measures(random);
            RecordedMeasures.record(recorder, model, outcome, nanos, measures);
            plain.call(model.index(), outcome.ordinal(), nanos, RecordedMeasures.values(measures));
        }
    }

    private Window cut(Aggregator of) {
        of.drain(now, EPOCH + now / 1_000_000);
        return of.cutWindow(now, EPOCH + now / 1_000_000, false);
    }

    /** Drained from a chunk's end, from the middle of one in use, and by a window in the middle of a slice. */
    @ParameterizedTest
    @CsvSource({
        "1, 2, 0, 1",
        "2, 3, 20, 1",
        "3, 10, 2, 1",
        "4, 100, 0, 1",
        "5, 1300, 5, 1",
        "6, 1300, 0, 90",
        "7, 4, 100, 30"
    })
    void windowsAreTheSame(long seed, int count, int notes, int longestRun) {
        Random random = new Random(seed);
        Model[] models = models(count);
        long made = 0;
        for (int cuts = 0; cuts < 12; cuts++) {
            for (int i = random.nextInt(12_000); i > 0; i--) {
                Model model = models[random.nextInt(models.length)];
                for (int run = random.nextInt(longestRun); run >= 0; run--) {
                    call(random, model, notes);
                    made++;
                    if (random.nextInt(9_000) == 0) {
                        now += random.nextInt(2_000_000) * 1000L;
                        aggregator.drain(now, EPOCH + now / 1_000_000);
                    }
                }
            }
            now += random.nextInt(4_000_000) * 1000L;
            Window window = cut(aggregator);
            assertThat(window.agent().aggregated() + window.agent().folded())
                    .isEqualTo(made)
                    .isEqualTo(window.agent().recorded());
            assertThat(window.agent().folded()).isZero();
            assertThat(timeless(window)).as("seed %d window %d", seed, cuts).isEqualTo(timeless(cut(plain)));
        }
    }

    /** The time of a latest call is that of the drain that finds it, which the plain one has none of. */
    private static List<ModelStats> timeless(Window window) {
        return window.models().stream()
                .map(stats -> stats.toBuilder().lastInference(0).build())
                .toList();
    }

    @Test
    void theTimeOfTheLatestCallIsThatOfItsDrain() {
        Model[] models = models(3);
        for (int drain = 0; drain < 3; drain++) {
            now += SECOND / 10;
            for (int i = 0; i < 200 + drain; i++) {
                RecordedMeasures.record(recorder, models[i % (drain + 1)], Outcome.SUCCESS, 1_000 + i, 0);
            }
            aggregator.drain(now, EPOCH + drain);
        }
        Window window = cut(aggregator);
        assertThat(window.models())
                .extracting(ModelStats::lastInferenceMillis)
                .containsExactly(EPOCH + 2, EPOCH + 2, EPOCH + 2);
        now += SECOND;
        RecordedMeasures.record(recorder, models[0], Outcome.SUCCESS, 7, 0);
        RecordedMeasures.record(recorder, models[1], Outcome.SUCCESS, 7, 0);
        aggregator.drain(now, EPOCH + 9);
        assertThat(cut(aggregator).models())
                .extracting(ModelStats::lastInferenceMillis)
                .containsExactly(EPOCH + 9, EPOCH + 9);
    }

    @Test
    void moreThanADistributionsSmallCountsHold() {
        Model[] models = models(2);
        for (int i = 0; i < 200_000; i++) {
            RecordedMeasures.record(recorder, models[i & 1], Outcome.SUCCESS, 5_000, 0);
        }
        assertThat(cut(aggregator).models()).extracting(ModelStats::invocations).containsExactly(100_000L, 100_000L);
    }

    /** Memory runs out at any first call. */
    @Tag("safety")
    @ParameterizedTest
    @CsvSource({"1, 2", "2, 7", "3, 100"})
    void whatCouldNotBeCountedIsCountedLater(long seed, int gap) {
        Random random = new Random(seed);
        Model[] models = models(50);
        List<ModelSeries> all = new ArrayList<>();
        for (Model model : models) {
            all.add(new ModelSeries(model.index(), registry.id(model.index())));
        }
        int[] thrown = new int[1];
        OpenDurations byTurns = new OpenDurations() {
            @Override
            HistogramBuilder countFirst(int model, int outcome, int duration) {
                if (random.nextInt(gap) == 0) {
                    thrown[0]++;
                    throw new OutOfMemoryError();
                }
                return all.get(model).firstCall(outcome, duration, 0);
            }
        };
        CallSink sink = new CallSink() {
            @Override
            public void call(int model, int outcome, long durationNanos, long items) {
                all.get(model).call(outcome, durationNanos, items, 0);
            }

            @Override
            public CallBatch byTurns() {
                return byTurns;
            }
        };
        long sum = 0;
        int calls = 60_000;
        for (int i = 0; i < calls; i++) {
            long nanos = random.nextInt(10) == 0 ? random.nextInt(1_000_000) : random.nextInt(1_000);
            RecordedMeasures.record(recorder, models[random.nextInt(models.length)], Outcome.SUCCESS, nanos, 0);
            sum += nanos;
            if (random.nextInt(2_000) == 0) {
                insist(() -> recorder.drain(sink));
                insist(byTurns::begin);
            }
        }
        insist(() -> recorder.drain(sink));
        insist(byTurns::count);
        byTurns.release();
        assertThat(thrown[0]).isPositive();
        assertThat(all.stream().mapToLong(each -> each.total().invocations()).sum())
                .isEqualTo(calls);
        assertThat(all.stream().mapToLong(each -> each.total().latency().sum()).sum())
                .isEqualTo(sum);
    }

    private static void insist(Runnable action) {
        for (int i = 0; i < 100_000; i++) {
            try {
                action.run();
                return;
            } catch (OutOfMemoryError expected) {
                assertThat(expected.getMessage()).isNull();
            }
        }
        throw new AssertionError("never comes to an end");
    }
}
