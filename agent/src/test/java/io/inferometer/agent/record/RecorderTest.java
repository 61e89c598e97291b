package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecorderTest {

    /** As many short calls alike as a chunk holds: the first tells the series of them all. */
    private static final int CHUNK = Chunk.CAPACITY;

    private final Tally tally = new Tally();

    private static void record(Recorder recorder, Model model, int from, int to) {
        for (int i = from; i < to; i++) {
            recorder.record(Thread.currentThread(), model, i % 4, i, i % 100 == 0 ? 3 : 0);
        }
    }

    private static void recordAlike(Recorder recorder, Model model, int calls) {
        for (int i = 0; i < calls; i++) {
            recorder.record(Thread.currentThread(), model, 0, 1, 0);
        }
    }

    private static String expected(Model model, int to) {
        Tally expected = new Tally();
        for (int i = 0; i < to; i++) {
            expected.call(model.index(), i % 4, i, i % 100 == 0 ? 3 : 0);
        }
        return expected.text(model);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 64})
    void whenNobodyDrainsCallsAreFoldedAndNothingIsLost(int chunkLimit) {
        Recorder recorder = new Recorder(chunkLimit);
        Model model = recorder.newModel();
        int calls = 300_000;
        record(recorder, model, 0, calls);
        assertThat(recorder.recorded()).isEqualTo(calls);
        long drained = recorder.drain(tally);
        assertThat(drained).isEqualTo(calls - recorder.folded());
        assertThat(recorder.folded()).isPositive();
        tally.addFolded(recorder);
        assertThat(tally.text(model)).isEqualTo(expected(model, calls));
    }

    @Test
    void beforeAnyOverloadNothingIsFolded() {
        Recorder recorder = new Recorder();
        Model model = recorder.newModel();
        record(recorder, model, 0, 100_000);
        assertThat(recorder.drain(tally)).isEqualTo(100_000);
        assertThat(recorder.folded()).isZero();
        assertThat(model.folded()).isNull();
        assertThat(tally.text(model)).isEqualTo(expected(model, 100_000));
    }

    @Test
    void aFullChunkWakesTheReader() {
        Recorder recorder = new Recorder();
        AtomicInteger woken = new AtomicInteger();
        recorder.onFullChunk(crowded -> woken.incrementAndGet());
        Model model = recorder.newModel();
        recordAlike(recorder, model, CHUNK);
        assertThat(woken).hasValue(0);
        recordAlike(recorder, model, 1);
        assertThat(woken).hasValue(1);
    }

    @Test
    void theReaderIsToldWhenAQuarterOfTheChunksWait() {
        Recorder recorder = new Recorder(8);
        AtomicInteger crowds = new AtomicInteger();
        recorder.onFullChunk(crowded -> crowds.addAndGet(crowded ? 1 : 0));
        Model model = recorder.newModel();
        recordAlike(recorder, model, 2 * CHUNK + 1);
        assertThat(crowds).hasValue(0);
        recordAlike(recorder, model, CHUNK);
        assertThat(crowds).hasValue(1);
    }

    @Test
    void aReaderThatRestsIsToldOfTheNextCallOfEachThread() throws InterruptedException {
        Recorder recorder = new Recorder();
        AtomicInteger urgent = new AtomicInteger();
        recorder.onFullChunk(now -> urgent.addAndGet(now ? 1 : 0));
        Model model = recorder.newModel();
        record(recorder, model, 0, 10);
        assertThat(recorder.drain(tally)).isEqualTo(10);
        assertThat(urgent).hasValue(0);

        recorder.watch();
        record(recorder, model, 0, 10);
        assertThat(urgent).as("a thread known before").hasValue(1);
        Thread other = new Thread(() -> record(recorder, model, 0, 10));
        other.start();
        other.join();
        assertThat(urgent).as("a new thread").hasValue(2);
        recorder.recordVirtual(null, model.index(), 0, 1);
        assertThat(urgent).as("a virtual thread").hasValue(3);

        Thread third = new Thread(() -> {
            recordAlike(recorder, model, CHUNK);
            recorder.watch();
            recordAlike(recorder, model, 1);
        });
        third.start();
        third.join();
        assertThat(urgent).as("a thread whose chunk is full").hasValue(5);

        recorder.watch();
        recorder.unwatch();
        recordAlike(recorder, model, CHUNK - 40);
        assertThat(urgent).as("nobody rests").hasValue(5);
        assertThat(recorder.drain(tally)).isEqualTo(2L * CHUNK - 18);
        assertThat(recorder.folded()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1024})
    void callsOfThreadsThatHaveEndedAreKept(int chunkLimit) throws InterruptedException {
        Recorder recorder = new Recorder(chunkLimit);
        Model model = recorder.newModel();
        for (int i = 0; i < 20; i++) {
            Thread thread = new Thread(() -> recordAlike(recorder, model, 3 * CHUNK));
            thread.start();
            thread.join();
        }
        long drained = recorder.reap(tally);
        assertThat(recorder.recorded()).isEqualTo(60 * CHUNK);
        assertThat(drained + recorder.folded()).isEqualTo(60 * CHUNK);
        assertThat(recorder.folded() > 0).isEqualTo(chunkLimit < 40);
        assertThat(recorder.drain(tally)).as("left behind").isZero();
        assertThat(recorder.reap(tally)).isZero();
        tally.addFolded(recorder);
        assertThat(tally.calls()).isEqualTo(60 * CHUNK);
    }

    @Test
    void aLiveThreadIsNotReaped() {
        Recorder recorder = new Recorder();
        Model model = recorder.newModel();
        record(recorder, model, 0, 10);
        assertThat(recorder.reap(tally)).isZero();
        record(recorder, model, 10, 20);
        assertThat(recorder.drain(tally)).isEqualTo(20);
    }

    @Test
    void aCallThatSeemsToEndBeforeItBeganLastsZeroAndIsCountedAsSuch() {
        Recorder recorder = new Recorder();
        Model model = recorder.newModel();
        recorder.record(Thread.currentThread(), model, 0, -5, 0);
        recorder.record(Thread.currentThread(), model, 0, 5, 0);
        recorder.drain(tally);
        assertThat(recorder.clamped()).isEqualTo(1);
        assertThat(tally.calls()).isEqualTo(2);
        assertThat(tally.nanos()).isEqualTo(5);
    }

    /** Through a chunk, and through a fold where there is none. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aDurationBeyondEveryBoundIsExactUpTo73YearsAndClampedBeyond(int chunkLimit) {
        long[] durations = {
            70_000_000_000L, // the greatest bound on the page is 64 s
            1L << 31, // 2.1 s: no longer in a single word
            Event.MAX_VALUE,
            Event.MAX_VALUE + 1,
            Long.MAX_VALUE
        };
        for (long duration : durations) {
            Recorder recorder = new Recorder(chunkLimit);
            Model model = recorder.newModel();
            recorder.record(Thread.currentThread(), model, 0, duration, 0);
            for (int i = 0; i < CHUNK; i++) {
                recorder.record(Thread.currentThread(), model, 1, 0, 0);
            }
            Tally taken = new Tally();
            recorder.drain(taken);
            taken.addFolded(recorder);
            Tally expected = new Tally();
            expected.call(model.index(), 0, Math.min(duration, Event.MAX_VALUE), 0);
            for (int i = 0; i < CHUNK; i++) {
                expected.call(model.index(), 1, 0, 0);
            }
            assertThat(taken.text(model)).isEqualTo(expected.text(model));
            assertThat(recorder.clamped()).isEqualTo(duration > Event.MAX_VALUE ? 1 : 0);
            assertThat(recorder.folded() > 0).isEqualTo(chunkLimit == 0);
        }
    }

    @Test
    void aThreadThatDiesInTheMiddleOfItsCallsTakesThemAlongAndNothingElse() throws InterruptedException {
        SiteHarness harness = new SiteHarness(new Recorder());
        InferenceSite outer = harness.site(0);
        InferenceSite inner = harness.site(0);
        Thread thread = new Thread(() -> {
            outer.exit(outer.enter(this), this, null, null, null);
            assertThat(outer.enter(this)).isNotNull();
            assertThat(inner.enter(this)).isNotNull();
            throw new IllegalStateException("the application's own, past both exits");
        });
        thread.setUncaughtExceptionHandler((dead, failure) -> {});
        thread.start();
        thread.join();
        assertThat(harness.inFlight().count).as("nobody has looked yet").isEqualTo(2);
        assertThat(harness.recorder.reap(harness.tally)).isEqualTo(1);
        assertThat(harness.inFlight().count).isZero();
        assertThat(harness.recorder.recorded()).isEqualTo(1);
        assertThat(harness.tally.calls()).isEqualTo(1);
    }

    @Test
    void modelsAreNumberedFromZero() {
        Recorder recorder = new Recorder();
        assertThat(recorder.newModel().index()).isZero();
        Model second = recorder.newModel();
        assertThat(second.index()).isEqualTo(1);
        assertThat(recorder.model(1)).isSameAs(second);
        assertThat(recorder.modelCount()).isEqualTo(2);
    }
}
