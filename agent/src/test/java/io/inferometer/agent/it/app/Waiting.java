package io.inferometer.agent.it.app;

import java.io.IOException;

/** Does nothing until its standard input ends. */
public final class Waiting {

    private Waiting() {}

    public static void main(String[] args) throws IOException {
        System.out.println("waiting");
        while (System.in.read() >= 0) {
            continue;
        }
    }
}
