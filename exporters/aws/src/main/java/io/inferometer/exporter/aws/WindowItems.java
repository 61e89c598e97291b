package io.inferometer.exporter.aws;

/** What of a window an exporter sends: the same window always gives the same items in the same order. Used by one thread. */
public interface WindowItems {

    /** Returns how many there are. */
    int size();
}
