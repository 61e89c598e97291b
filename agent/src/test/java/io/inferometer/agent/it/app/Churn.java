package io.inferometer.agent.it.app;

import java.util.concurrent.CompletableFuture;

/** For each line on standard input, starts and ends many threads, or many tasks of the common pool, each with one measured call. */
public final class Churn {

    private static final int BATCH = 50;

    private Churn() {}

    /** @param arguments {@code threads} or {@code tasks}, and how many for each line */
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[1]);
        call();
        System.out.println("ready");
        for (int round = 1; System.in.read() >= 0; round++) {
            for (int done = 0; done < count; done += BATCH) {
                if (arguments[0].equals("threads")) {
                    Workers.onPlatformThreads(BATCH, Churn::call);
                } else {
                    tasks();
                }
            }
            System.out.println("round " + round);
        }
    }

    private static void tasks() {
        CompletableFuture<?>[] tasks = new CompletableFuture<?>[BATCH];
        for (int i = 0; i < BATCH; i++) {
            tasks[i] = CompletableFuture.runAsync(Churn::call);
        }
        CompletableFuture.allOf(tasks).join();
    }

    /** Measured, because the configuration names it. */
    static void call() {
        Thread.onSpinWait();
    }
}
