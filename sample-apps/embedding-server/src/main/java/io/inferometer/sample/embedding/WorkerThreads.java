package io.inferometer.sample.embedding;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads that serve requests. */
final class WorkerThreads {

    private WorkerThreads() {}

    /** @param threads how many platform threads; 0 for one virtual thread per request where the JDK has them (21 and up) */
    static ExecutorService create(int threads) {
        if (threads > 0) {
            return Executors.newFixedThreadPool(threads);
        }
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            // Expected before JDK 21.
            return Executors.newFixedThreadPool(2 * Runtime.getRuntime().availableProcessors());
        }
    }
}
