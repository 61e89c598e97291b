package io.inferometer.agent.record;

import static io.inferometer.agent.record.FailingSink.insist;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Measure;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of calls beside their durations arrives once, whichever way they go and whatever fails on it. */
@Timeout(60)
class MeasureFaultsTest {

    private static final int CALLS = 40_000;

    /** The chunks that may wait, and how often a sink fails: never, or one time in so many. */
    @ParameterizedTest
    @CsvSource({"1, 128, 0", "2, 0, 0", "3, 3, 0", "4, 0, 7", "5, 3, 3", "6, 128, 20"})
    void sumsAndBucketsAreExact(long seed, int chunks, int gap) throws InterruptedException {
        Recorder recorder = new Recorder(chunks);
        Model[] models = {recorder.newModel(), recorder.newModel(Timing.oneIn(3)), recorder.newModel()};
        Tally expected = new Tally();
        Tally tally = new Tally();
        FailingSink failing = new FailingSink(tally, null, seed, Math.max(1, gap));
        CallSink sink = gap == 0 ? tally : failing;
        Thread writer = new Thread(() -> record(recorder, models, new Random(seed), expected, sink));
        writer.start();
        writer.join();
        insist(() -> recorder.reap(sink));
        insist(() -> recorder.drain(sink));
        tally.addFolded(recorder);
        for (Model model : models) {
            assertThat(tally.text(model)).isEqualTo(expected.text(model));
        }
        assertThat(recorder.recorded()).isEqualTo(expected.calls());
        assertThat(recorder.folded() > 0).isEqualTo(chunks < 100);
        assertThat(failing.thrown > 0).isEqualTo(gap > 0);
    }

    private static void record(Recorder recorder, Model[] models, Random random, Tally expected, CallSink sink) {
        ThreadLog log = recorder.log(Thread.currentThread());
        SampledCalls sampler = recorder.sampler(log, models[1], 1);
        for (int i = 0; i < CALLS; i++) {
            int model = random.nextInt(models.length);
            int outcome = random.nextInt(4);
            long nanos = random.nextInt(1_000_000);
            MeasureValues values = log.values();
            MeasureValuesTest.any(random, values);
            switch (random.nextInt(4)) {
                case 0 -> {
                    log.record(model, outcome, nanos, 0);
                    expected.call(model, outcome, nanos, 0);
                }
                case 1 -> {
                    log.sample(sampler, nanos, values);
                    expected.add(models[1].index(), values);
                }
                case 2 -> {
                    // As a virtual thread does where its carrier is not known.
                    recorder.recordVirtual(null, model, outcome, nanos, values.items(), values);
                    expected.call(model, outcome, nanos, values);
                }
                default -> {
                    recorder.record(Thread.currentThread(), models[model], outcome, nanos, values);
                    expected.call(model, outcome, nanos, values);
                }
            }
            if (random.nextInt(5_000) == 0) {
                insist(() -> recorder.drain(sink));
            }
        }
    }

    @Test
    void whereThereIsNoMemoryToFoldThemTheCallIsLostAsAWhole() {
        Tally folded = new Tally();
        int[] prepared = {0};
        CallSink folding = new CallSink() {
            @Override
            public void call(int model, int outcome, long nanos, long items) {
                folded.call(model, outcome, nanos, items);
            }

            @Override
            public void call(int model, int outcome, long nanos, MeasureValues values) {
                folded.call(model, outcome, nanos, values);
            }

            @Override
            public void prepare(int model, int outcome, long nanos, MeasureValues values) {
                if (prepared[0]++ % 50_000 == 9) {
                    throw new OutOfMemoryError("while preparing");
                }
            }
        };
        EventLog log = new EventLog(new ChunkExchange(0), folding, urgent -> {});
        Tally expected = new Tally();
        Random random = new Random(7);
        int lost = 0;
        for (int i = 0; i < CALLS; i++) {
            MeasureValues values = MeasureValuesTest.any(random);
            values.set(Measure.OUTPUT_TOKENS.ordinal(), i);
            try {
                log.record(0, i % 4, i, values);
                expected.call(0, i % 4, i, values);
            } catch (OutOfMemoryError expectedNow) {
                lost++;
            }
        }
        log.turnIn();
        assertThat(lost).isPositive();
        assertThat(log.recorded()).isEqualTo(CALLS - lost);
        Model model = new Model(0, Timing.ALL);
        assertThat(folded.text(model)).isEqualTo(expected.text(model));
    }

    @Test
    void aSinkThatWantsNoMoreThanCallsGetsThem() {
        Recorder recorder = new Recorder();
        Model model = recorder.newModel();
        MeasureValues values = new MeasureValues();
        values.set(MeasureValues.ITEMS, 4);
        values.set(MeasureValues.INPUT_TOKENS, 9);
        recorder.record(Thread.currentThread(), model, 0, 5, values);
        long[] seen = new long[2];
        recorder.drain((of, outcome, nanos, items) -> {
            seen[0] = nanos;
            seen[1] = items;
        });
        assertThat(seen).containsExactly(5, 4);
    }
}
