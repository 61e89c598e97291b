package io.inferometer.agent.record;

import static io.inferometer.agent.record.FailingSink.insist;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reader's memory or stack runs out anywhere: what was recorded arrives all the same, once. */
@Tag("safety")
@Timeout(60)
class DrainFaultsTest {

    private static final int CALLS = 60_000;

    @ParameterizedTest
    @CsvSource({"1, 2, 3", "2, 7, 3", "3, 50, 0", "4, 3, 128", "5, 1000, 1"})
    void whatASinkDoesNotTakeComesAgain(long seed, int gap, int chunks) throws InterruptedException {
        Recorder recorder = new Recorder(chunks);
        Model[] models = {recorder.newModel(), recorder.newModel(), recorder.newModel()};
        Tally expected = new Tally();
        Tally tally = new Tally();
        FailingSink sink = new FailingSink(tally, null, seed, gap);
        Thread writer = new Thread(() -> record(recorder, models, new Random(seed), expected, sink));
        writer.start();
        writer.join();
        insist(() -> recorder.reap(sink));
        insist(() -> recorder.drain(sink));
        assertThat(sink.thrown).isPositive();
        tally.addFolded(recorder);
        for (Model model : models) {
            assertThat(tally.text(model)).isEqualTo(expected.text(model));
        }
        assertThat(recorder.recorded()).isEqualTo(CALLS);
        assertThat(recorder.lost()).isZero();
        assertThat(recorder.reap(sink)).as("left behind").isZero();
    }

    private static void record(Recorder recorder, Model[] models, Random random, Tally expected, FailingSink sink) {
        ThreadLog log = recorder.log(Thread.currentThread());
        int model = 0;
        for (int i = 0; i < CALLS; i++) {
            if (random.nextInt(1 + random.nextInt(200)) == 0) {
                model = models[random.nextInt(models.length)].index();
            }
            int outcome = random.nextInt(20) == 0 ? random.nextInt(4) : 0;
            long nanos = random.nextInt(50) == 0 ? random.nextLong() >>> 4 : random.nextInt(1000) * 1000L;
            long items = random.nextInt(10) == 0 ? 1 + random.nextInt(100) : 0;
            log.record(model, outcome, nanos, items);
            expected.call(model, outcome, nanos, items);
            if (random.nextInt(9_000) == 0) {
                insist(() -> recorder.drain(sink));
            } else if (random.nextInt(5_000) == 0) {
                // Left halfway, as by an aggregator that sleeps after an error.
                try {
                    recorder.drain(sink);
                } catch (Error halfway) {
                    assertThat(sink.thrown).isPositive();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 3", "3, 10"})
    void sampledCallsAreAccountedForOnce(long seed, int gap) throws InterruptedException {
        Recorder recorder = new Recorder();
        Model model = recorder.newModel(Timing.oneIn(3));
        InferenceSite site = new SiteHarness(recorder).site(new FixedModel(model), 1, null, false);
        long[] counted = new long[1];
        CallSink books = new CallSink() {
            @Override
            public void call(int of, int outcome, long durationNanos, long items) {
                counted[0]++;
            }

            @Override
            public void untimed(int of, long typicalNanos, long calls) {
                counted[0] += calls;
            }
        };
        FailingSink failing = new FailingSink(books, null, seed, gap);
        CallSink sink = new CallSink() {
            @Override
            public void call(int of, int outcome, long durationNanos, long items) {
                failing.call(of, outcome, durationNanos, items);
            }

            @Override
            public void sample(int of, long durationNanos, MeasureValues values, long sampler, long calls) {
                long weight = recorder.weight(sampler, calls);
                failing.untimed(of, durationNanos, weight);
                recorder.accounted(weight);
            }

            @Override
            public void untimed(int of, long typicalNanos, long calls) {
                failing.untimed(of, typicalNanos, calls);
            }
        };
        Thread caller = new Thread(() -> {
            for (int i = 0; i < 20_000; i++) {
                site.exit(site.enter(null), null, null, null, i % 100 == 0 ? new RuntimeException() : null);
                if (i % 1000 == 0) {
                    insist(() -> recorder.drain(sink));
                    insist(() -> recorder.drainUntimed(sink));
                }
            }
        });
        caller.start();
        caller.join();
        insist(() -> recorder.reap(sink));
        assertThat(counted[0]).isEqualTo(20_000).isEqualTo(recorder.recorded());
        assertThat(failing.thrown).isPositive();
        assertThat(recorder.lost()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 5", "3, 30"})
    void aHistogramKeepsWhatASinkDoesNotTake(long seed, int gap) {
        AtomicHistogram histogram = new AtomicHistogram(Buckets.DURATIONS);
        Random random = new Random(seed);
        long[] sums = new long[2];
        AtomicHistogram.Sink sum = new AtomicHistogram.Sink() {
            @Override
            public void bucket(int index, long count) {
                sums[0] += count;
            }

            @Override
            public void totals(long nanos, long min, long max) {
                assertThat(min).isLessThanOrEqualTo(max);
                sums[1] += nanos;
            }
        };
        FailingSink sink = new FailingSink(null, sum, seed, gap);
        long nanos = 0;
        for (int i = 0; i < 2_000; i++) {
            long value = random.nextInt(1 + random.nextInt(100_000));
            nanos += value;
            histogram.add(value);
            if (i % 100 == 0) {
                insist(() -> histogram.drain(sink));
            }
        }
        insist(() -> histogram.drain(sink));
        assertThat(sums).containsExactly(2_000, nanos);
        assertThat(sink.thrown).isPositive();
    }
}
