package io.inferometer.benchmark.idle;

import java.io.IOException;

/** An application that does nothing until its standard input ends. */
public final class Sleeper {

    private Sleeper() {}

    public static void main(String[] args) throws IOException {
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // Whatever is said is not for it.
        }
        // Some agents keep a JVM alive while they cannot send.
        Runtime.getRuntime().halt(0);
    }
}
