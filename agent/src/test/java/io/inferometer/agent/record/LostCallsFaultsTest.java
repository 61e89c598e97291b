package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that began and could not be recorded is counted as lost, once, however that came about. */
@Tag("safety")
@Timeout(60)
class LostCallsFaultsTest {

    private static final RuntimeException UNSORTABLE = new SiteHarness.Unsortable();

    private final SiteHarness harness = new SiteHarness();
    private final Recorder recorder = harness.recorder;
    private final Model sampled = recorder.newModel(Timing.oneIn(4));

    @BeforeEach
    void initialise() {
        Rehearsal.initialise();
    }

    private void assertBooks(long recorded, long lost) {
        recorder.drain(harness.tally);
        assertThat(recorder.recorded()).as("recorded").isEqualTo(recorded);
        assertThat(recorder.lost()).as("lost").isEqualTo(lost);
        assertThat(harness.inFlight().count).isZero();
        assertThat(InFlight.of(recorder, sampled).count).isZero();
    }

    @ParameterizedTest
    @ValueSource(classes = {OutOfMemoryError.class, StackOverflowError.class, IllegalStateException.class})
    void oneThatCouldNotBegin(Class<? extends Throwable> type) throws ReflectiveOperationException {
        Throwable failure = type.getConstructor().newInstance();
        InferenceSite site = harness.site(
                (self, argument) -> {
                    SiteHarness.sneak(failure);
                    return null;
                },
                0,
                null);
        Object call = site.enter(this);
        assertThat(call).isNull();
        site.exit(call, this, null, null, null);
        assertBooks(0, 1);
        assertThat(harness.errors.count()).isEqualTo(failure instanceof StackOverflowError ? 0 : 1);
    }

    @Test
    void oneWhoseEndCouldNotBeRecorded() {
        InferenceSite site = harness.site(0);
        for (int i = 0; i < 5; i++) {
            site.exit(site.enter(this), this, null, null, i == 2 ? UNSORTABLE : null);
        }
        assertBooks(4, 1);
        assertThat(harness.errors.count()).isEqualTo(1);
    }

    @Test
    void oneOfThoseThatAreSampled() {
        InferenceSite site = harness.site(new FixedModel(sampled), 0, null, false);
        for (int i = 0; i < 100; i++) {
            site.exit(site.enter(this), this, null, null, i % 10 == 0 ? UNSORTABLE : null);
        }
        assertBooks(90, 10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thoseInsideAnotherWhoseEndsWereNotNoticed(boolean timed) {
        InferenceSite outer = harness.site(0);
        InferenceSite inner = harness.site(new FixedModel(timed ? harness.model : sampled), 0, null, false);
        Object call = outer.enter(this);
        inner.enter(this);
        outer.exit(call, this, null, null, null);
        if (timed) {
            assertBooks(1, 1);
        } else {
            assertThat(recorder.recorded()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thoseOfAThreadThatHasEnded(boolean timed) throws InterruptedException {
        InferenceSite site = harness.site(new FixedModel(timed ? harness.model : sampled), 0, null, false);
        Thread thread = new Thread(() -> {
            for (int i = 0; i < 10; i++) {
                Object call = site.enter(this);
                if (i % 5 != 1) {
                    site.exit(call, this, null, null, i == 5 ? UNSORTABLE : null);
                }
            }
        });
        thread.start();
        thread.join();
        recorder.reap(harness.tally);
        assertBooks(7, 3);
        recorder.reap(harness.tally);
        assertBooks(7, 3);
    }

    @Test
    void anAsynchronousOneWhoseEndCouldNotBeRecorded() {
        InferenceSite site = harness.site(0);
        for (int i = 0; i < 4; i++) {
            CompletableFuture<String> future = new CompletableFuture<>();
            site.exit(site.enter(this), this, null, future, null);
            if (i == 1) {
                future.completeExceptionally(UNSORTABLE);
            } else {
                future.complete("");
            }
        }
        assertBooks(3, 1);
    }

    @Test
    void anAsynchronousOneThatCannotBeObserved() {
        InferenceSite site = harness.site(0);
        CompletableFuture<String> future = new CompletableFuture<>() {
            @Override
            public CompletableFuture<String> whenComplete(
                    java.util.function.BiConsumer<? super String, ? super Throwable> action) {
                throw new OutOfMemoryError("no memory for the dependent stage");
            }
        };
        site.exit(site.enter(this), this, null, future, null);
        assertBooks(1, 0);
    }

    /** The stack ends elsewhere each time; what is measured at each depth is either recorded or lost. */
    @Test
    void thoseAtTheEndOfTheStack() throws InterruptedException {
        InferenceSite site = harness.site(0);
        AtomicLong returned = new AtomicLong();
        AtomicLong thrown = new AtomicLong();
        Thread diver = new Thread(
                null,
                () -> {
                    long[] begun = new long[2];
                    for (int offset = 0; offset < 300; offset++) {
                        descend(site, offset, begun);
                    }
                    returned.set(begun[0]);
                    thrown.set(begun[1]);
                },
                "diver",
                256 << 10);
        diver.start();
        diver.join();
        recorder.reap(harness.tally);
        recorder.drain(harness.tally);
        harness.tally.addFolded(recorder);
        assertThat(harness.tally.calls()).isEqualTo(recorder.recorded());
        // What could not even be entered is not known to have begun; what ended in there is.
        assertThat(recorder.recorded() + recorder.lost()).isBetween(returned.get(), returned.get() + thrown.get());
        assertThat(harness.inFlight().count).isZero();
    }

    private static void descend(InferenceSite site, int offset, long[] begun) {
        if (offset > 0) {
            descend(site, offset - 1, begun);
            return;
        }
        try {
            dive(site, begun);
        } catch (StackOverflowError expected) {
            // The next dive ends elsewhere.
        }
    }

    private static void dive(InferenceSite site, long[] begun) {
        Object call;
        try {
            call = site.enter(null);
        } catch (StackOverflowError end) {
            begun[1]++;
            throw end;
        }
        begun[0]++;
        try {
            site.exit(call, null, null, null, null);
        } catch (StackOverflowError swallowed) {
            // As by the handler around a woven exit.
        }
        dive(site, begun);
    }
}
