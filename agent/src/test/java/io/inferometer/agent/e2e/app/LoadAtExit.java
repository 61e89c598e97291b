package io.inferometer.agent.e2e.app;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Calls measured methods on platform threads and, where there are any, virtual ones, none of which ever stops, and exits in the
 * middle of it.
 */
public final class LoadAtExit {

    /** Of each kind. */
    public static final int THREADS = 4;

    private static final int PADDING = 16;

    private final AtomicLongArray returned = new AtomicLongArray(2 * THREADS * PADDING);
    private final CallBook book;

    private LoadAtExit(CallBook book) {
        this.book = book;
    }

    /** @param arguments the book, and for how many milliseconds to call */
    public static void main(String[] arguments) throws Exception {
        LoadAtExit load = new LoadAtExit(CallBook.open(Path.of(arguments[0])));
        for (int number = 0; number < THREADS; number++) {
            int own = number;
            Thread thread = new Thread(() -> load.call(own));
            thread.setDaemon(true);
            thread.start();
        }
        if (Runtime.version().feature() >= 21) {
            Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
            for (int number = THREADS; number < 2 * THREADS; number++) {
                int own = number;
                start.invoke(null, (Runnable) () -> load.call(own));
            }
        }
        Thread.sleep(Long.parseLong(arguments[1]));
        System.out.println("returned " + load.sum());
        System.exit(0);
    }

    private long sum() {
        long sum = 0;
        for (int i = 0; i < returned.length(); i += PADDING) {
            sum += returned.get(i);
        }
        return sum;
    }

    @SuppressWarnings("InfiniteLoopStatement")
    private void call(int thread) {
        for (long count = 1; ; count++) {
            if (count % 4 == 0) {
                sampled();
            } else {
                timed();
            }
            returned.set(thread * PADDING, count);
            book.book(thread, 0, CallBook.Ending.SUCCESS);
            if (thread >= THREADS) {
                Thread.yield();
            }
        }
    }

    /** Measured, because the configuration names it. */
    static void timed() {
        Thread.onSpinWait();
    }

    /** Measured too, and timed now and then only. */
    static void sampled() {
        Thread.onSpinWait();
    }
}
