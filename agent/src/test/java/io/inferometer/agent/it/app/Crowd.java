package io.inferometer.agent.it.app;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Virtual threads, many of them in a measured call at the same time. */
public final class Crowd {

    private Crowd() {}

    /** @param arguments how many threads in all, and how many at once */
    public static void main(String[] arguments) throws Exception {
        int total = Integer.parseInt(arguments[0]);
        int atOnce = Integer.parseInt(arguments[1]);
        for (int started = 0; started < total; started += atOnce) {
            CountDownLatch inside = new CountDownLatch(atOnce);
            CountDownLatch leave = new CountDownLatch(1);
            Thread letOut = new Thread(() -> letOut(inside, leave));
            letOut.start();
            Workers.onVirtualThreads(atOnce, () -> call(inside, leave));
            letOut.join();
        }
        System.out.println("calls " + total);
        System.in.read();
    }

    private static void letOut(CountDownLatch inside, CountDownLatch leave) {
        try {
            inside.await();
            System.out.println("inside");
            if (System.in.read() < 0) {
                throw new IOException("nobody has looked");
            }
            leave.countDown();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Measured, because the configuration names it. */
    static void call(CountDownLatch inside, CountDownLatch leave) {
        inside.countDown();
        try {
            leave.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
