package io.inferometer.agent.record;

/**
 * The calls of one model that their threads aggregated themselves. 2 KiB, and half a KiB for each octave of
 * durations of each outcome: less than 20 KiB where calls of all four last within 1 : 64 of each
 * other, at most 176 KiB.
 */
public final class FoldedCalls {

    private static final int OUTCOMES = 4;

    private final AtomicHistogram[] durations = new AtomicHistogram[OUTCOMES];
    private final AtomicHistogram items = new AtomicHistogram(Buckets.ITEMS);

    FoldedCalls() {
        for (int i = 0; i < OUTCOMES; i++) {
            durations[i] = new AtomicHistogram(Buckets.DURATIONS);
        }
    }

    /** Gets the memory that {@link #add} needs for this call, which then needs none. */
    void prepare(int outcome, long duration, long itemCount) {
        durations[outcome].prepare(duration);
        if (itemCount > 0) {
            items.prepare(itemCount);
        }
    }

    void add(int outcome, long duration, long itemCount) {
        durations[outcome].add(duration);
        if (itemCount > 0) {
            items.add(itemCount);
        }
    }

    public AtomicHistogram durations(int outcome) {
        return durations[outcome];
    }

    public AtomicHistogram items() {
        return items;
    }
}
