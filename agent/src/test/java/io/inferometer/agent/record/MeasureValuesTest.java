package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasureValuesTest {

    private static final List<Integer> BESIDE = new ArrayList<>();

    static {
        for (Measure measure : Measure.values()) {
            if (measure.isNumber() && measure != Measure.DURATION) {
                BESIDE.add(measure.ordinal());
            }
        }
    }

    private final EventValues checked = new EventValues();

    /** What a sink is told of a call, as text. */
    private static final class Told implements CallSink {
        private final List<String> calls = new ArrayList<>();

        @Override
        public void call(int model, int outcome, long nanos, long items) {
            calls.add(text(
                    model, outcome, nanos, items == 0 ? "{}" : "{" + MeasureValues.ITEMS + "=" + items + "}", -1, 0));
        }

        @Override
        public void call(int model, int outcome, long nanos, MeasureValues values) {
            calls.add(text(model, outcome, nanos, told(values), -1, 0));
        }

        @Override
        public void sample(int model, long nanos, MeasureValues values, long sampler, long counted) {
            calls.add(text(model, 0, nanos, told(values), sampler, counted));
        }
    }

    private static String text(int model, int outcome, long nanos, String values, long sampler, long counted) {
        return model + " " + outcome + " " + nanos + " " + values + " " + sampler + " " + counted;
    }

    private static String told(MeasureValues values) {
        TreeMap<Integer, Long> all = new TreeMap<>();
        for (int m = values.next(0); m >= 0; m = values.next(m + 1)) {
            all.put(m, values.get(m));
        }
        return all.toString();
    }

    private static long upTo61Bits(Random random) {
        return random.nextLong() >>> (3 + random.nextInt(61));
    }

    /** Any of them; items are known or not. */
    static MeasureValues any(Random random) {
        MeasureValues values = new MeasureValues();
        any(random, values);
        return values;
    }

    static void any(Random random, MeasureValues values) {
        for (int measure : BESIDE) {
            if (random.nextInt(3) == 0) {
                values.set(measure, Math.max(measure == MeasureValues.ITEMS ? 1 : 0, upTo61Bits(random)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyCombinationIsReadAsItWasWritten(long seed) {
        Random random = new Random(seed);
        ThreadLog log = new ThreadLog(Thread.currentThread(), new ChunkExchange(0), new Told(), urgent -> {});
        SampledCalls sampler = new SampledCalls(log, 5, 1, upTo61Bits(random), Timing.oneIn(2));
        int[] words = new int[Chunk.CAPACITY];
        Told told = new Told();
        for (int round = 0; round < 2_000; round++) {
            List<String> written = new ArrayList<>();
            int end = 0;
            int before = Event.NO_SERIES;
            for (int i = 0; i < 20; i++) {
                boolean sample = random.nextInt(4) == 0;
                int series = sample
                        ? Event.series(5, 0)
                        : Event.series(
                                random.nextInt(1 + random.nextInt(Event.MAX_MODELS)), random.nextInt(Outcome.count()));
                MeasureValues values = any(random);
                long nanos = upTo61Bits(random);
                int from = end;
                end = random.nextInt(3) == 0 && values.next(0) < 0
                        ? Event.encode(words, end, before, series, nanos, 0, sample ? sampler : null)
                        : Event.encode(words, end, before, series, nanos, values, sample ? sampler : null);
                assertThat(end - from).isBetween(1, MeasureValues.MAX_WORDS);
                written.add(text(
                        Event.model(series),
                        Event.outcome(series),
                        nanos,
                        told(values),
                        sample ? sampler.number : -1,
                        sample ? sampler.calls() : 0));
                before = series;
                sampler.end();
            }
            EventCursor cursor = new EventCursor();
            cursor.begin(words, 0, end, Event.NO_SERIES);
            told.calls.clear();
            cursor.drainTo(told);
            assertThat(told.calls).isEqualTo(written);
        }
    }

    @Test
    void allOfThemFitIntoTheRoomThatIsMadeForThem() {
        MeasureValues values = new MeasureValues();
        BESIDE.forEach(measure -> values.set(measure, Event.MAX_VALUE));
        ThreadLog log = new ThreadLog(Thread.currentThread(), new ChunkExchange(0), new Told(), urgent -> {});
        SampledCalls sampler = new SampledCalls(log, 0, 1, Event.MAX_VALUE, Timing.oneIn(2));
        int[] words = new int[MeasureValues.MAX_WORDS];
        int series = Event.series(Event.MAX_MODELS - 1, 3);
        assertThat(Event.encode(words, 0, Event.NO_SERIES, series, Event.MAX_VALUE, values, sampler))
                .isBetween(Event.MAX_WORDS + BESIDE.size(), MeasureValues.MAX_WORDS);
    }

    @Test
    void everyOutcomeHasANumberOfItsOwnInASeries() {
        for (Outcome outcome : Outcome.values()) {
            assertThat(Event.outcome(Event.series(1, outcome.ordinal()))).isEqualTo(outcome.ordinal());
            assertThat(Event.model(Event.series(1, outcome.ordinal()))).isEqualTo(1);
        }
    }

    @Test
    void whatMakesNoSenseIsCounted() {
        MeasureValues values = new MeasureValues();
        for (long wrong : new long[] {-1, Long.MIN_VALUE, Event.MAX_VALUE + 1, Long.MAX_VALUE}) {
            checked.put(values, Measure.INPUT_TOKENS, wrong);
            checked.put(values, Measure.REASONING_TOKENS, wrong);
        }
        assertThat(told(values)).isEqualTo("{}");
        assertThat(checked.ignoredItems()).isEqualTo(8);
        checked.put(values, Measure.INPUT_TOKENS, 0);
        checked.put(values, Measure.TIME_TO_FIRST_ITEM, -5);
        checked.put(values, Measure.TIME_PER_ITEM, Long.MAX_VALUE);
        assertThat(values.get(Measure.INPUT_TOKENS.ordinal())).isZero();
        assertThat(values.get(Measure.TIME_TO_FIRST_ITEM.ordinal())).isZero();
        assertThat(values.get(Measure.TIME_PER_ITEM.ordinal())).isEqualTo(Event.MAX_VALUE);
        assertThat(checked.clamped()).isEqualTo(2);
        values.clear();
        assertThat(told(values)).isEqualTo("{}");
    }

    @Test
    void thePaceIsOneValueACall() {
        MeasureValues values = new MeasureValues();
        checked.putPace(values, 1_000, 1_300, 2_300, 11);
        assertThat(values.get(Measure.TIME_TO_FIRST_ITEM.ordinal())).isEqualTo(300);
        assertThat(values.get(Measure.TIME_PER_ITEM.ordinal())).isEqualTo(100);
        MeasureValues one = new MeasureValues();
        checked.putPace(one, 1_000, 1_300, 1_300, 1);
        assertThat(told(one)).isEqualTo("{" + Measure.TIME_TO_FIRST_ITEM.ordinal() + "=300}");
    }
}
