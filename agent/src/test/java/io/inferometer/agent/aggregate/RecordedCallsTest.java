package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.record.Site;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Window;
import java.lang.ref.WeakReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that went through a recorder: folded ones, those in flight and those of threads that have ended. */
class RecordedCallsTest extends AggregatorFixture {

    @Test
    void aModelWithNothingButCallsInFlightAppears() {
        Site site = site(model);
        now = System.nanoTime();
        var call = site.enter(this);
        now = System.nanoTime() + 5 * SECOND;
        ModelStats waiting = only(cut().models());
        assertThat(waiting.inFlight()).isEqualTo(1);
        assertThat(waiting.oldestInFlightNanos()).isBetween(5 * SECOND, 6 * SECOND);
        assertThat(waiting.invocations()).isZero();
        site.exit(call, this, null, null, null);
        ModelStats finished = only(cut().models());
        assertThat(finished.inFlight()).isZero();
        assertThat(finished.invocations()).isEqualTo(1);
        assertThat(cut().models()).isEmpty();
    }

    @Test
    void foldedCallsAreInTheTotalsAndInExactlyOneWindow() {
        Site site = site(model);
        int calls = 700_000;
        for (int i = 0; i < calls; i++) {
            site.exit(site.enter(this), this, null, null, i % 2 == 0 ? null : new IllegalStateException());
        }
        Window window = cut();
        assertThat(window.agent().folded()).isPositive();
        assertThat(window.agent().aggregated()).isPositive();
        assertThat(window.agent().recorded()).isEqualTo(calls);
        assertThat(window.agent().aggregated() + window.agent().folded()).isEqualTo(calls);
        assertThat(window.agent().lost()).isZero();
        assertThat(window.agent().weavingErrors()).isEqualTo(3);
        ModelStats stats = only(window.models());
        assertThat(stats.duration(Outcome.SUCCESS).count()).isEqualTo(calls / 2);
        assertThat(stats.errors()).isEqualTo(calls / 2);
        assertThat(cut().models()).isEmpty();
        assertThat(only(snapshot().models()).invocations()).isEqualTo(calls);
        assertThat(only(snapshot().recent()).invocations()).isEqualTo(calls);
    }

    @Test
    void callsOfThreadsThatHaveEndedAreCounted() throws InterruptedException {
        Site site = site(model);
        for (int i = 0; i < 10; i++) {
            Thread thread = new Thread(() -> site.exit(site.enter(this), this, null, null, null));
            thread.start();
            thread.join();
            pass(2 * SECOND);
        }
        assertThat(only(snapshot().models()).invocations()).isEqualTo(10);
        assertThat(snapshot().agent().recorded()).isEqualTo(10);
        assertThat(snapshot().agent().aggregated()).isEqualTo(10);
    }

    /** {@link System#nanoTime} may be negative. */
    @ParameterizedTest
    @ValueSource(longs = {-1_000_000 * SECOND, -SECOND / 2, 0, 1_000_000 * SECOND})
    @Timeout(60)
    void threadsThatHaveEndedAreForgottenWhateverTheClockSays(long clock) throws InterruptedException {
        now = clock;
        WeakReference<Thread> ended = endedThreadThatCalled(site(model));
        pass(2 * SECOND);
        while (ended.get() != null) {
            System.gc();
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(only(snapshot().models()).invocations()).isEqualTo(1);
    }

    private WeakReference<Thread> endedThreadThatCalled(Site site) throws InterruptedException {
        Thread thread = new Thread(() -> site.exit(site.enter(this), this, null, null, null));
        thread.start();
        thread.join();
        return new WeakReference<>(thread);
    }
}
