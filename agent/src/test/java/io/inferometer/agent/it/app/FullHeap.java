package io.inferometer.agent.it.app;

import java.util.ArrayList;
import java.util.List;

/**
 * Calls every method of a class of many models, fills the heap until little of it is free, and allocates on with what is left until
 * there is input. Arguments: that class, and how many bytes stay free.
 */
public final class FullHeap {

    private static final int BLOCK = 64 * 1024;

    private static final List<byte[]> KEPT = new ArrayList<>();

    private FullHeap() {}

    public static void main(String[] args) throws Exception {
        Runnable models =
                (Runnable) Class.forName(args[0]).getDeclaredConstructor().newInstance();
        for (int i = 0; i < 20; i++) {
            models.run();
        }
        long free = Long.parseLong(args[1]);
        while (free() > free) {
            KEPT.add(new byte[BLOCK]);
        }
        System.out.println("full");
        long failed = 0;
        long worked = 0;
        while (System.in.available() == 0) {
            try {
                worked += new byte[BLOCK].length;
            } catch (OutOfMemoryError e) {
                failed++;
            }
            Thread.sleep(1);
        }
        System.out.println("failed " + failed + " of " + worked / BLOCK);
    }

    private static long free() {
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        if (free < runtime.maxMemory() / 2) {
            System.gc();
        }
        return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    }
}
