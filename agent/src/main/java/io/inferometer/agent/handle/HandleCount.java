package io.inferometer.agent.handle;

import java.util.concurrent.atomic.LongAdder;

/** How many native objects of one kind were opened and closed. Thread-safe; reads need no lock. */
final class HandleCount {

    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private volatile boolean unknown;

    void open() {
        opened.increment();
    }

    void close() {
        closed.increment();
    }

    /** From now on it cannot be told what is closed. */
    void setUnknown() {
        unknown = true;
    }

    boolean isUnknown() {
        return unknown;
    }

    long opened() {
        return opened.sum();
    }

    /** Never negative: what was opened before the agent came and is closed now was not counted. */
    long openNow() {
        long ended = closed.sum();
        return Math.max(0, opened.sum() - ended);
    }
}
