package io.inferometer.agent.e2e;

/** How long tests that stand for hours may take: {@code -Dproofs=full} gives them their full size. */
final class Proofs {

    private Proofs() {}

    static int size(int usual, int full) {
        return "full".equals(System.getProperty("proofs")) ? full : usual;
    }
}
