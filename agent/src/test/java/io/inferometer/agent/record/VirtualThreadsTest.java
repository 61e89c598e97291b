package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class VirtualThreadsTest {

    private static Method start;

    private final SiteHarness harness = new SiteHarness();

    @BeforeAll
    static void find() {
        try {
            start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException before21) {
            assumeTrue(false, "virtual threads are of JDK 21, this is " + Runtime.version());
        }
    }

    private static Thread virtual(Runnable task) {
        try {
            return (Thread) start.invoke(null, task);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Timeout(60)
    void manyVirtualThreadsAreCountedExactlyAndOwnNothing() throws InterruptedException {
        InferenceSite site = harness.site(0);
        int threads = 50_000;
        AtomicBoolean done = new AtomicBoolean();
        Thread drainer = new Thread(() -> {
            while (!done.get()) {
                harness.recorder.drain(harness.tally);
            }
        });
        drainer.start();
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            started.add(virtual(() -> {
                Object begun = site.enter(this);
                Thread.yield();
                site.exit(begun, this, null, null, null);
            }));
        }
        for (Thread thread : started) {
            thread.join();
        }
        done.set(true);
        drainer.join();
        harness.recorder.drain(harness.tally);
        assertThat(harness.recorder.recorded()).isEqualTo(threads);
        harness.tally.addFolded(harness.recorder);
        assertThat(harness.tally.calls()).isEqualTo(threads);
        assertThat(harness.inFlight().count).isZero();
        assertThat(harness.recorder.log(Thread.currentThread())).isNotNull();
    }

    @Test
    void callsOfVirtualThreadsAreInFlightAndNestOncePerGroup() throws InterruptedException {
        InferenceSite site = harness.site(5);
        CountDownLatch entered = new CountDownLatch(3);
        CountDownLatch leave = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            threads.add(virtual(() -> {
                Object outer = site.enter(this);
                Object inner = site.enter(this);
                site.exit(inner, this, null, null, null);
                entered.countDown();
                try {
                    leave.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                site.exit(outer, this, null, null, null);
                site.exit(site.enter(this), this, null, null, null);
            }));
        }
        entered.await();
        assertThat(harness.inFlight().count).isEqualTo(3);
        leave.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(harness.inFlight().count).isZero();
        assertThat(harness.drain().calls()).isEqualTo(6);
    }
}
