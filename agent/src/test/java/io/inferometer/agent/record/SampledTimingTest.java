package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SampledTimingTest {

    /** Adds up like the aggregator. */
    private static final class Books implements CallSink {
        private final Recorder recorder;
        private long successes;
        private long failures;
        private long samples;

        Books(Recorder recorder) {
            this.recorder = recorder;
        }

        @Override
        public void call(int model, int outcome, long durationNanos, long items) {
            successes += outcome == 0 ? 1 : 0;
            failures += outcome == 0 ? 0 : 1;
        }

        @Override
        public void sample(int model, long durationNanos, MeasureValues values, long sampler, long calls) {
            samples++;
            long weight = recorder.weight(sampler, calls);
            successes += weight;
            recorder.accounted(weight);
        }

        @Override
        public void untimed(int model, long typicalNanos, long calls) {
            successes += calls;
        }

        void look() {
            recorder.drain(this);
            recorder.drainUntimed(this);
        }
    }

    private static InferenceSite site(Recorder recorder, Model model) {
        return new InferenceSite(
                recorder,
                new FixedModel(model),
                failure -> Outcome.SERVER_ERROR,
                CallReaders.NONE,
                1,
                false,
                false,
                new VirtualNesting(),
                new SiteErrors(),
                new Switch());
    }

    private static void call(InferenceSite site, Throwable failure) {
        site.exit(site.enter(null), null, null, null, failure);
    }

    @Test
    void everyCallCountsAtEveryLookAndTheCountNeverShrinks() {
        Recorder recorder = new Recorder();
        InferenceSite site = site(recorder, recorder.newModel(Timing.oneIn(7)));
        Books books = new Books(recorder);
        Random random = new Random(5);
        long made = 0;
        for (int look = 0; look < 2_000; look++) {
            for (int i = random.nextInt(20); i > 0; i--, made++) {
                call(site, null);
            }
            books.look();
            assertThat(books.successes).isEqualTo(made);
        }
        assertThat(recorder.recorded()).isEqualTo(made);
        assertThat(books.samples).isBetween(made / 9, made / 5);
    }

    @Test
    void failuresAreExactThoughTheyWereNotTimed() {
        Recorder recorder = new Recorder();
        InferenceSite site = site(recorder, recorder.newModel(Timing.oneIn(50)));
        Books books = new Books(recorder);
        for (int i = 0; i < 10_000; i++) {
            call(site, i % 10 == 3 ? new IllegalStateException() : null);
        }
        books.look();
        assertThat(books.failures).isEqualTo(1_000);
        assertThat(books.successes).isEqualTo(9_000);
        assertThat(recorder.recorded()).isEqualTo(10_000);
    }

    @Test
    void aPeriodOfTheLoadCannotHideBetweenSamples() {
        Recorder recorder = new Recorder();
        SampledCalls sampler =
                recorder.sampler(recorder.log(Thread.currentThread()), recorder.newModel(Timing.oneIn(10)), 1);
        int[] byPhase = new int[10];
        for (int i = 0; i < 1_000_000; i++) {
            if (sampler.isNextTimed()) {
                sampler.chooseNext();
                byPhase[i % 10]++;
            }
            sampler.begin();
        }
        for (int chosen : byPhase) {
            assertThat(chosen).isBetween(9_400, 10_600);
        }
    }

    @Test
    void adaptiveTimesLongCallsAlwaysAndShortOnesSeldom() {
        assertThat(Timing.ADAPTIVE.gap(100_000)).isEqualTo(1);
        assertThat(Timing.ADAPTIVE.gap(8_000)).isEqualTo(1);
        assertThat(Timing.ADAPTIVE.gap(3_500)).isEqualTo(3);
        assertThat(Timing.ADAPTIVE.gap(1_000)).isEqualTo(13);
        assertThat(Timing.ADAPTIVE.gap(100)).isEqualTo(1024);
        assertThat(Timing.ADAPTIVE.gap(0)).isEqualTo(1024);
    }

    @Test
    @Timeout(60)
    void countsAreExactWhileChunksFoldAndThreadsDie() throws InterruptedException {
        Recorder recorder = new Recorder(1);
        InferenceSite site = site(recorder, recorder.newModel(Timing.oneIn(3)));
        Books books = new Books(recorder);
        AtomicBoolean done = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            while (!done.get()) {
                books.look();
                recorder.reap(books);
            }
        });
        reader.start();
        List<Thread> callers = new ArrayList<>();
        int threads = 40;
        int calls = 100_000;
        for (int i = 0; i < threads; i++) {
            Thread caller = new Thread(() -> {
                for (int j = 0; j < calls; j++) {
                    call(site, null);
                }
            });
            caller.start();
            callers.add(caller);
            if (i % 4 == 3) {
                for (Thread running : callers) {
                    running.join();
                }
            }
        }
        done.set(true);
        reader.join();
        books.look();
        recorder.reap(books);
        assertThat(books.successes).isEqualTo((long) threads * calls);
        assertThat(recorder.recorded()).isEqualTo((long) threads * calls);
    }
}
