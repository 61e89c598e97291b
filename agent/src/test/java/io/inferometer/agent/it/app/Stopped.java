package io.inferometer.agent.it.app;

import io.inferometer.annotation.Inference;

/** Stops threads that do nothing but call what is measured, one after the other; each must die of it. */
public final class Stopped {

    private static final IllegalStateException EXPECTED = new IllegalStateException("expected");
    private static final int THREADS = 300;
    private static final long PATIENCE_MILLIS = 1_000;

    /** In which the agent starts. */
    private static final long FIRST_MOMENTS_MILLIS = 1_000;

    private Stopped() {}

    /** @param arguments {@code success} or {@code failure}: how the measured calls end */
    @SuppressWarnings("removal") // JDK 20 and later refuse.
    public static void main(String[] arguments) throws InterruptedException {
        boolean fails = arguments[0].equals("failure");
        // What the JVM links and initialises at the first call is not what is tested.
        for (int i = 0; i < 1_000; i++) {
            call(fails);
        }
        Thread.sleep(FIRST_MOMENTS_MILLIS);
        int survivors = 0;
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> callForEver(fails));
            thread.setDaemon(true);
            thread.start();
            Thread.sleep(i % 7);
            thread.stop();
            thread.join(PATIENCE_MILLIS);
            survivors += thread.isAlive() ? 1 : 0;
        }
        System.out.println("survivors " + survivors + " of " + THREADS);
    }

    private static void callForEver(boolean fails) {
        while (true) {
            call(fails);
        }
    }

    private static void call(boolean fails) {
        if (!fails) {
            calm();
            return;
        }
        try {
            failing();
        } catch (IllegalStateException expected) {
            return;
        }
    }

    @Inference(model = "calm")
    static void calm() {}

    @Inference(model = "failing")
    static void failing() {
        throw EXPECTED;
    }
}
