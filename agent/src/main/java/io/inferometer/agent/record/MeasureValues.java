package io.inferometer.agent.record;

import io.inferometer.exporter.api.Measure;

/**
 * What is known of one call beside its outcome and its duration: a value for some of the measures. Made once and used for one call after the other.
 * One thread at a time.
 */
public final class MeasureValues {

    // Numbers, for the events.
    static final int ITEMS = Measure.ITEMS.ordinal();
    static final int INPUT_TOKENS = Measure.INPUT_TOKENS.ordinal();
    static final int OUTPUT_TOKENS = Measure.OUTPUT_TOKENS.ordinal();

    /** Of a call with any values: those of an event without, and two wide notes for each, the first of which is not. */
    static final int MAX_WORDS = Event.MAX_WORDS + Measure.count() * 4;

    private final long[] values = new long[Measure.count()];

    /** A bit for each measure of which there is a value. */
    private int known;

    MeasureValues() {}

    void clear() {
        known = 0;
    }

    /**
     * Sets a value. Whether it makes sense is for {@link EventValues} to see.
     *
     * @param measure its ordinal
     * @param value one that an event can hold
     */
    void set(int measure, long value) {
        values[measure] = value;
        known |= 1 << measure;
    }

    boolean isEmpty() {
        return known == 0;
    }

    /**
     * Finds those that are known: {@code for (int m = next(0); m >= 0; m = next(m + 1))}.
     *
     * @return the ordinal of the first measure from this one on of which there is a value; negative when there is none
     */
    public int next(int from) {
        int rest = from < Integer.SIZE ? known >>> from : 0;
        return rest == 0 ? -1 : from + Integer.numberOfTrailingZeros(rest);
    }

    /** The value of a measure of which there is one. */
    public long get(int measure) {
        return values[measure];
    }

    /** The size of the call's batch; 0 when not known. */
    public long items() {
        return (known >>> ITEMS & 1) == 0 ? 0 : values[ITEMS];
    }
}
