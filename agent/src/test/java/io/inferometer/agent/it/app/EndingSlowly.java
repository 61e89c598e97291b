package io.inferometer.agent.it.app;

/** Calls a measured method in a shutdown hook, for a while, and then lets the JVM end, or halts it. */
public final class EndingSlowly {

    private EndingSlowly() {}

    /** Milliseconds that the hook takes, and whether it halts the JVM. */
    public static void main(String[] arguments) throws Exception {
        long millis = Long.parseLong(arguments[0]);
        boolean halts = Boolean.parseBoolean(arguments[1]);
        score(0);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(millis, halts)));
        System.out.println("ready");
        System.in.read();
    }

    private static void drain(long millis, boolean halts) {
        long end = System.nanoTime() + millis * 1_000_000;
        int calls = 1;
        while (System.nanoTime() < end) {
            score(calls++);
            pause();
        }
        System.out.println("made " + calls);
        System.out.flush();
        if (halts) {
            Runtime.getRuntime().halt(3);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static double score(int x) {
        return x * 0.5;
    }
}
