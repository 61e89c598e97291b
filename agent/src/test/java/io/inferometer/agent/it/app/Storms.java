package io.inferometer.agent.it.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A server that survives requests which use up the heap, again and again, while threads call measured methods. */
public final class Storms {

    private static final int STORMS = 8;
    private static final Object[] HOARD = new Object[3_000_000];
    private static final AtomicLong MADE = new AtomicLong();
    private static final AtomicLong CUT_SHORT = new AtomicLong();
    private static volatile boolean stop;
    private static volatile double result;

    private Storms() {}

    public static void main(String[] arguments) throws Exception {
        Thread platform = new Thread(Storms::callAgainAndAgain);
        Thread other = new Thread(Storms::callAsynchronously);
        platform.start();
        other.start();
        Thread virtual = new Thread(() -> {
            try {
                if (Workers.hasVirtualThreads()) {
                    Workers.onVirtualThreads(1, Storms::callWithoutParking);
                }
            } catch (ReflectiveOperationException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        virtual.start();
        Thread.sleep(1_500);
        for (int i = 0; i < STORMS; i++) {
            try {
                storm();
            } catch (OutOfMemoryError next) {
                Thread.onSpinWait();
            }
            Thread.sleep(300);
        }
        stop = true;
        platform.join();
        other.join();
        virtual.join();
        System.out.println("made " + MADE + " cut short " + CUT_SHORT);
        System.in.read();
    }

    private static void storm() {
        int hoarded = 0;
        for (int size = 256; size >= 16; size /= 16) {
            try {
                while (true) {
                    HOARD[hoarded] = new byte[size];
                    hoarded++;
                }
            } catch (OutOfMemoryError full) {
                LockSupport.parkNanos(20_000_000);
            }
        }
        for (int i = 0; i < HOARD.length; i++) {
            HOARD[i] = null;
        }
    }

    private static void callAgainAndAgain() {
        long made = 0;
        for (int i = 0; !stop; i++) {
            result = score(i);
            made++;
            if ((i & 255) == 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        MADE.addAndGet(made);
    }

    /** A virtual thread that parks where there is no memory may never be unparked, agent or not. */
    private static void callWithoutParking() {
        long made = 0;
        while (!stop) {
            result = score(1);
            made++;
            for (int i = 0; i < 1_000; i++) {
                Thread.onSpinWait();
            }
        }
        MADE.addAndGet(made);
    }

    /**
     * HotSpot gives up a compiled method, without asking its handlers, when it finds no memory for objects that the compiler had
     * done without (JDK-6898462). Such a call may have been recorded, or lost, or not have begun.
     */
    private static void callAsynchronously() {
        long made = 0;
        CompletableFuture<String> done = CompletableFuture.completedFuture("done");
        for (int i = 0; !stop; i++) {
            try {
                score(done);
                made++;
            } catch (OutOfMemoryError cutShort) {
                CUT_SHORT.incrementAndGet();
            }
            if ((i & 63) == 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        MADE.addAndGet(made);
    }

    /** Measured, because the configuration names it. */
    static double score(int request) {
        return request * 0.5;
    }

    /** Measured too, to the end of what it returns. */
    static CompletableFuture<String> score(CompletableFuture<String> answer) {
        return answer;
    }
}
