package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Outcome;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ended threads leave behind: their counts, and neither themselves nor their context class loaders. */
@Tag("safety")
@Timeout(60)
class EndedThreadFaultsTest {

    private static final int THREADS = 300;

    private final Recorder recorder = new Recorder();
    private final List<WeakReference<Object>> seen = new ArrayList<>();

    /** Class loaders of undeployed applications. */
    private static final class Deployment extends ClassLoader {}

    /** Before JDK 19 a thread may answer another id each time. */
    private static final class Fickle extends Thread {
        private final AtomicInteger asked = new AtomicInteger();

        Fickle(Runnable task) {
            super(task);
        }

        @Override
        @SuppressWarnings("deprecation")
        public long getId() {
            return asked.incrementAndGet();
        }
    }

    static List<Timing> timings() {
        return List.of(Timing.ALL, Timing.oneIn(2), Timing.oneIn(1_000), Timing.ADAPTIVE);
    }

    private InferenceSite site(Timing timing) {
        return new InferenceSite(
                recorder,
                new FixedModel(recorder.newModel(timing)),
                failure -> Outcome.SERVER_ERROR,
                CallReaders.NONE,
                1,
                true,
                false,
                new VirtualNesting(),
                new SiteErrors(),
                new Switch());
    }

    private void runToEnd(Thread thread) throws InterruptedException {
        ClassLoader context = new Deployment();
        thread.setContextClassLoader(context);
        seen.add(new WeakReference<>(thread));
        seen.add(new WeakReference<>(context));
        thread.start();
        thread.join();
    }

    private static void call(Site site) {
        for (int i = 0; i < 5; i++) {
            site.exit(site.enter(null), null, null, null, null);
        }
    }

    private long alive() throws InterruptedException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        long alive = seen.size();
        while (alive > 0 && System.nanoTime() < deadline) {
            System.gc();
            Thread.sleep(10);
            alive = seen.stream().filter(each -> each.get() != null).count();
        }
        return alive;
    }

    @ParameterizedTest
    @MethodSource("timings")
    void neitherThreadNorLoaderStays(Timing timing) throws InterruptedException {
        InferenceSite site = site(timing);
        Tally tally = new Tally();
        for (int i = 0; i < THREADS; i++) {
            runToEnd(i % 2 == 0 ? new Thread(() -> call(site)) : new Fickle(() -> call(site)));
        }
        assertThat(recorder.hasEndedThreads()).isTrue();
        recorder.drain(tally);
        recorder.reap(tally);
        assertThat(recorder.hasEndedThreads()).isFalse();
        assertThat(alive()).as("threads and loaders alive").isZero();
        assertThat(recorder.recorded()).isEqualTo(5L * THREADS);
        Reference.reachabilityFence(site);
    }

    @Test
    void aThreadThatEndsWithAnOpenCallStaysNeither() throws InterruptedException {
        for (Timing timing : timings()) {
            InferenceSite site = site(timing);
            runToEnd(new Thread(() -> site.enter(null)));
            recorder.reap(new Tally());
            Reference.reachabilityFence(site);
        }
        assertThat(alive()).isZero();
        assertThat(recorder.lost()).isEqualTo(timings().size());
    }

    /** A thread's log takes 31 KiB: more than some hundred of them do not wait for the second to pass. */
    @Test
    void manyNewThreadsWakeTheReader() throws InterruptedException {
        AtomicInteger urgent = new AtomicInteger();
        recorder.onFullChunk(wake -> urgent.addAndGet(wake ? 1 : 0));
        InferenceSite site = site(Timing.ALL);
        for (int i = 0; i < THREADS; i++) {
            assertThat(recorder.isCrowded()).isEqualTo(urgent.get() > 0);
            runToEnd(new Thread(() -> call(site)));
        }
        assertThat(urgent).hasPositiveValue();
        recorder.reap(new Tally());
        assertThat(recorder.isCrowded()).isFalse();
    }

    @Test
    void whatFailedInAnApplicationIsKeptAsText() throws InterruptedException {
        SiteErrors errors = new SiteErrors();
        Throwable failure = new IllegalStateException("of the application");
        seen.add(new WeakReference<>(failure));
        errors.report(failure);
        failure = null;
        assertThat(errors.first()).contains("of the application");
        assertThat(alive()).isZero();
        assertThat(errors.count()).isEqualTo(1);
    }
}
