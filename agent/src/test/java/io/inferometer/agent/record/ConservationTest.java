package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Recorded = aggregated + folded = calls made, with exact sums and buckets, whatever the reader is up to. */
class ConservationTest {

    private static final int THREADS = 8;
    private static final int CALLS = 2_000_000;
    private static final int CHUNKS = 16;

    private final Recorder recorder = new Recorder(CHUNKS);
    private final SiteErrors errors = new SiteErrors();
    private final Tally aggregated = new Tally();
    private final AtomicBoolean done = new AtomicBoolean();
    private long drained;

    /** Drains, and now and then does not for up to 20 ms, in which all chunks fill several times. */
    private void aggregate(long seed) {
        Random random = new Random(seed);
        while (!done.get()) {
            for (int i = random.nextInt(50); i >= 0; i--) {
                drained += recorder.drain(aggregated);
            }
            drained += recorder.reap(aggregated);
            if (random.nextInt(3) == 0) {
                LockSupport.parkNanos(random.nextInt(20_000_000));
            }
        }
    }

    private static long duration(long random) {
        // One call in 4096 lasts longer than a head has room for.
        return (random & 0xFFF) == 0 ? (1L << 40) + (random >>> 40) : (random >>> 12) & 0xFF_FFFF;
    }

    @Test
    @Timeout(120)
    void nothingIsLostOrCountedTwice() throws InterruptedException {
        List<Model> models = List.of(recorder.newModel(), recorder.newModel(), recorder.newModel());
        Model toggled = recorder.newModel();
        InferenceSite site = new InferenceSite(
                recorder, new FixedModel(toggled), failure -> 2, null, 1, false, false, new VirtualNesting(), errors);

        long seed = 20_240_607;
        Thread aggregator = new Thread(() -> aggregate(seed));
        aggregator.start();
        Thread toggler = new Thread(() -> {
            Random random = new Random(seed);
            while (!done.get()) {
                site.setEnabled(random.nextBoolean());
                toggled.setEnabled(random.nextInt(4) != 0);
                LockSupport.parkNanos(200_000);
            }
        });
        toggler.start();

        List<Tally> made = new ArrayList<>();
        long[] measured = new long[THREADS];
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Tally own = new Tally();
            made.add(own);
            int number = i;
            callers.add(new Thread(() -> {
                Thread current = Thread.currentThread();
                long state = seed * 31 + number;
                for (int call = 0; call < CALLS; call++) {
                    state = state * 6364136223846793005L + 1442695040888963407L;
                    long random = state ^ (state >>> 29);
                    if (call % 4 == 0) {
                        Object start = site.enter(this);
                        measured[number] += start == null ? 0 : 1;
                        site.exit(start, this, null, null, null);
                    } else {
                        Model model = models.get((int) (random >>> 33) % 3);
                        int outcome = (int) (random >>> 60) & 3;
                        long nanos = duration(random);
                        long items = (random & 0x3FF) == 0 ? 1 + ((random >>> 20) & 0xFF) : 0;
                        recorder.record(current, model, outcome, nanos, items);
                        own.call(model.index(), outcome, nanos, items);
                    }
                }
            }));
        }
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        done.set(true);
        aggregator.join();
        toggler.join();
        drained += recorder.drain(aggregated) + recorder.reap(aggregated);

        long throughSites = 0;
        Tally expected = new Tally();
        for (int i = 0; i < THREADS; i++) {
            throughSites += measured[i];
            expected.add(made.get(i));
        }
        assertThat(errors.count()).isZero();
        assertThat(recorder.recorded()).as("recorded = calls made").isEqualTo(expected.calls() + throughSites);
        assertThat(drained + recorder.folded()).as("aggregated + folded").isEqualTo(recorder.recorded());
        assertThat(recorder.folded()).as("the reader was starved").isPositive();
        assertThat(drained).as("the reader was revived").isPositive();
        assertThat(throughSites).isBetween(1L, THREADS * CALLS / 4 - 1L);
        aggregated.addFolded(recorder);
        assertThat(aggregated.calls(toggled, 0)).isEqualTo(throughSites);
        for (Model model : models) {
            assertThat(aggregated.text(model)).isEqualTo(expected.text(model));
        }
        assertThat(InFlight.of(recorder, toggled).count).isZero();
    }
}
