package io.inferometer.agent.it.app;

import java.util.ArrayList;
import java.util.List;

/** Threads of both kinds; the virtual ones by reflection, for the application is compiled for JDK 17. */
final class Workers {

    private Workers() {}

    static boolean hasVirtualThreads() {
        return Runtime.version().feature() >= 21;
    }

    static void onPlatformThreads(int count, Runnable task) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            threads.add(new Thread(task));
        }
        for (Thread thread : threads) {
            thread.start();
        }
        join(threads);
    }

    static void onVirtualThreads(int count, Runnable task) throws ReflectiveOperationException, InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            threads.add((Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task));
        }
        join(threads);
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
