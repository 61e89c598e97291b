package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.Proofs;
import io.inferometer.exporter.api.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Recorded = aggregated + folded = calls made, with exact sums and buckets, whatever the reader is up to, however calls are
 * timed, and whatever is turned off and on meanwhile.
 */
@Tag("safety")
class ConservationTest {

    private static final int THREADS = 16;
    private static final int CALLS = Proofs.size(3_000_000, 10_000_000);
    private static final int CHUNKS = 16;
    private static final long SEED = 20_240_607;
    private static final Throwable FAILURE = new IllegalStateException("one call in 32");

    private final Recorder recorder = new Recorder(CHUNKS);
    private final SiteErrors errors = new SiteErrors();
    private final Drained drained = new Drained();
    private final AtomicBoolean done = new AtomicBoolean();

    /** Their calls are made by the test, which knows all about them. */
    private final List<Model> models = List.of(recorder.newModel(), recorder.newModel(), recorder.newModel());

    /** Their calls go through sites that somebody turns off and on: timed, every seventh, as many as fit. */
    private final List<Model> toggled =
            List.of(recorder.newModel(), recorder.newModel(Timing.oneIn(7)), recorder.newModel(Timing.ADAPTIVE));

    private final List<Switch> switches = List.of(new Switch(), new Switch(), new Switch());

    private final List<InferenceSite> sites = toggled.stream()
            .map(model -> new InferenceSite(
                    recorder,
                    new FixedModel(model),
                    failure -> Outcome.SERVER_ERROR,
                    CallReaders.NONE,
                    1 + model.index(),
                    false,
                    false,
                    new VirtualNesting(),
                    errors,
                    switches.get(toggled.indexOf(model))))
            .toList();

    /** As the aggregator takes it. */
    private final class Drained implements CallSink {
        private final Tally calls = new Tally();
        private final long[] untimed = new long[16];
        private long timedCount;
        private long untimedCount;

        @Override
        public void call(int model, int outcome, long durationNanos, long items) {
            calls.call(model, outcome, durationNanos, items);
        }

        @Override
        public void sample(int model, long durationNanos, MeasureValues values, long sampler, long upTo) {
            long weight = recorder.weight(sampler, upTo);
            untimed(model, durationNanos, weight);
            recorder.accounted(weight);
        }

        @Override
        public void untimed(int model, long typicalNanos, long more) {
            untimed[model] += more;
            untimedCount += more;
        }

        private long count() {
            return timedCount + untimedCount;
        }

        private void all() {
            timedCount += recorder.drain(this);
            timedCount += recorder.reap(this);
            recorder.drainUntimed(this);
        }
    }

    /** Drains, and now and then does not for up to 20 ms, in which all chunks fill several times. */
    private void aggregate() {
        Random random = new Random(SEED);
        while (!done.get()) {
            for (int i = random.nextInt(50); i >= 0; i--) {
                drained.timedCount += recorder.drain(drained);
            }
            drained.all();
            if (random.nextInt(3) == 0) {
                LockSupport.parkNanos(random.nextInt(20_000_000));
            }
        }
    }

    /** One model, one site, a library of two sites, or the whole agent. */
    private void toggle() {
        Random random = new Random(SEED);
        while (!done.get()) {
            boolean on = random.nextInt(4) != 0;
            switch (random.nextInt(4)) {
                case 0 -> toggled.get(random.nextInt(3)).setEnabled(on);
                case 1 -> switches.get(random.nextInt(3)).set(on);
                case 2 -> switches.subList(0, 2).forEach(each -> each.set(on));
                default -> switches.forEach(each -> each.set(on));
            }
            LockSupport.parkNanos(200_000);
        }
    }

    /** One thread of the load, and its books. */
    private final class Caller implements Runnable {
        private final Tally made = new Tally();
        private final long[] measured = new long[3];
        private long state;

        private Caller(int number) {
            state = SEED * 31 + number;
        }

        @Override
        public void run() {
            Thread current = Thread.currentThread();
            for (int call = 0; call < CALLS; call++) {
                state = state * 6364136223846793005L + 1442695040888963407L;
                long random = state ^ (state >>> 29);
                int which = call % 6;
                if (which < 3) {
                    InferenceSite site = sites.get(which);
                    Object begun = site.enter(this);
                    measured[which] += begun == null ? 0 : 1;
                    site.exit(begun, this, null, null, (random & 0x1F) == 0 ? FAILURE : null);
                } else {
                    Model model = models.get((int) (random >>> 33) % 3);
                    int outcome = (int) (random >>> 60) & 3;
                    long nanos = duration(random);
                    long items = (random & 0x3FF) == 0 ? 1 + ((random >>> 20) & 0xFF) : 0;
                    recorder.record(current, model, outcome, nanos, items);
                    made.call(model.index(), outcome, nanos, items);
                }
            }
        }
    }

    private static long duration(long random) {
        // One call in 4096 lasts longer than a word has room for.
        return (random & 0xFFF) == 0 ? (1L << 40) + (random >>> 40) : (random >>> 12) & 0xFF_FFFF;
    }

    @Test
    @Timeout(600)
    void nothingIsLostOrCountedTwice() throws InterruptedException {
        Thread aggregator = new Thread(this::aggregate);
        aggregator.start();
        Thread toggler = new Thread(this::toggle);
        toggler.start();
        List<Caller> callers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            callers.add(new Caller(i));
            threads.add(new Thread(callers.get(i)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        done.set(true);
        aggregator.join();
        toggler.join();
        drained.all();

        Tally made = new Tally();
        long[] measured = new long[3];
        for (Caller caller : callers) {
            made.add(caller.made);
            for (int i = 0; i < 3; i++) {
                measured[i] += caller.measured[i];
            }
        }
        long throughSites = measured[0] + measured[1] + measured[2];
        assertThat(errors.count()).isZero();
        assertThat(recorder.recorded()).as("recorded = calls made").isEqualTo(made.calls() + throughSites);
        assertThat(drained.count() + recorder.folded())
                .as("aggregated + folded")
                .isEqualTo(recorder.recorded());
        assertThat(recorder.folded()).as("the reader was starved").isPositive();
        assertThat(drained.count()).as("the reader was revived").isPositive();
        assertThat(recorder.clamped()).isZero();
        drained.calls.addFolded(recorder);
        for (int i = 0; i < 3; i++) {
            Model model = toggled.get(i);
            assertThat(measured[i]).as("off at times").isBetween(1L, (long) THREADS * CALLS / 6 - 1);
            assertThat(drained.calls.calls(model) + drained.untimed[model.index()])
                    .as("model %d", i)
                    .isEqualTo(measured[i]);
            assertThat(InFlight.of(recorder, model).count).isZero();
        }
        for (Model model : models) {
            assertThat(drained.calls.text(model)).isEqualTo(made.text(model));
        }
    }
}
