package io.inferometer.agent.it.app;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** One long call during which the JVM collects garbage, or burns CPU time, as it is told to. */
public final class StalledCalls {

    private static final int LIVE_OBJECTS = 3_000_000;

    private static Object[] live;

    private StalledCalls() {}

    /** Reads lines: {@code gc} collects in a call, {@code spin} burns CPU time in one, an empty one ends the call. */
    public static void main(String[] arguments) throws Exception {
        score("nothing");
        System.out.println("ready");
        int command = System.in.read();
        while (command >= 0) {
            skipLine();
            score(command == 'g' ? "gc" : "spin");
            command = System.in.read();
        }
    }

    static int score(String what) throws Exception {
        if (what.equals("gc")) {
            collect();
        } else if (what.equals("spin")) {
            spin();
        } else {
            return 0;
        }
        System.out.println("done " + what);
        skipLine();
        return what.length();
    }

    private static void collect() throws InterruptedException {
        // The call is to be older than any pause in it.
        Thread.sleep(300);
        long before = paused();
        live = new Object[LIVE_OBJECTS];
        for (int i = 0; i < live.length; i++) {
            live[i] = new int[4];
        }
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        System.out.println("paused " + (paused() - before));
        Thread.sleep(200);
    }

    /** Milliseconds of pauses so far. */
    private static long paused() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> !collector.getName().endsWith(" Cycles")
                        && !collector.getName().equals("G1 Concurrent GC"))
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    /** For many looks: the estimate of the first is short by what was held back in it before the call was seen. */
    private static void spin() {
        long end = System.nanoTime() + 8_000_000_000L;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static void skipLine() throws IOException {
        int read = System.in.read();
        while (read >= 0 && read != '\n') {
            read = System.in.read();
        }
    }
}
