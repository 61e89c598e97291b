package io.inferometer.agent;

/** How much a test does: enough for every build, or, with {@code -Dproofs=full}, as much as is promised. */
public final class Proofs {

    private static final boolean FULL = "full".equals(System.getProperty("proofs"));

    private Proofs() {}

    public static boolean full() {
        return FULL;
    }

    public static int size(int brief, int full) {
        return FULL ? full : brief;
    }
}
