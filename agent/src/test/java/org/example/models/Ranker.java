package org.example.models;

/** A method that an application measures by configuration. */
public final class Ranker {

    private Ranker() {}

    public static int rank(boolean succeeds) {
        if (!succeeds) {
            throw new IllegalStateException("no rank");
        }
        return 1;
    }
}
