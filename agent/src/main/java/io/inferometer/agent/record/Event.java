package io.inferometer.agent.record;

/**
 * How one finished call is written into a chunk: one word, its duration; optional notes before it carry what differs from the
 * previous call, and what else was measured.
 *
 * <pre>
 * duration  | 0 | 31 |                      nanoseconds, up to 2.1 seconds
 * note      | 1 | kind 3 | 0 | value 27 |
 * wide note | 1 | kind 3 | 1 |         0 |  | 0 | upper 31 |  | 0 | lower 31 |
 * call      | 1 |      0 | 1 | model 10 | duration 17 |
 * </pre>
 *
 * The first call of a chunk has a note of its {@link #SERIES}, which is also the next ones' until the next such note. A successful call of
 * less than 131 µs is such a note and its duration in one word, where its model has a small number. All other
 * notes are about one call.
 */
final class Event {

    /** Model and outcome. */
    static final int SERIES = 0;

    /** The call took longer than its last word has room for, which is 0; the value is its duration in nanoseconds. */
    static final int LONG_DURATION = 1;

    /** Items in the call's batch. */
    static final int ITEMS = 2;

    /** The call was timed for others too; the value is the number of its {@link SampledCalls}. */
    static final int SAMPLER = 3;

    /** Goes with {@link #SAMPLER}: calls counted there, this one included. */
    static final int CALLS = 4;

    private static final int INPUT_TOKENS = 5;
    private static final int OUTPUT_TOKENS = 6;

    /** Two notes of this kind: the ordinal of any other measure, and its value. */
    private static final int OTHER = 7;

    /** The greatest value of a note, 2^61 − 1: 73 years in nanoseconds. */
    static final long MAX_VALUE = (1L << 61) - 1;

    /** Of a call without {@link MeasureValues}. A series is never wide. */
    static final int MAX_WORDS = 1 + 4 * 3 + 1;

    static final int MAX_MODELS = 1 << 19;

    /** So many calls of one series are faster counted together than like those of models that take turns. */
    private static final int LONG_RUN = 64;

    /** No call is of this one. */
    static final int NO_SERIES = -1;

    private static final int OUTCOME_BITS = 2;
    private static final int NOTE = 1 << 31;
    private static final int KIND_SHIFT = 28;
    private static final int WIDE = 1 << 27;
    private static final int VALUE_BITS = 27;
    private static final int HALF_BITS = 31;
    private static final int CALL_DURATION_BITS = 17;
    private static final int CALL_MODELS = 1 << (VALUE_BITS - CALL_DURATION_BITS);

    private Event() {}

    static int series(int model, int outcome) {
        return model << OUTCOME_BITS | outcome;
    }

    static int model(int series) {
        return series >>> OUTCOME_BITS;
    }

    static int outcome(int series) {
        return series & ((1 << OUTCOME_BITS) - 1);
    }

    /** Whether a note can hold it. */
    static boolean holds(long value) {
        return value >>> 61 == 0;
    }

    /** Whether it needs no note. */
    static boolean isShort(long duration) {
        return duration >>> HALF_BITS == 0;
    }

    /**
     * Writes a call.
     *
     * @param at where in {@code words}, which have room for {@link #MAX_WORDS}
     * @param before the series of the call before, or {@link #NO_SERIES}
     * @param items not positive when not known
     * @param sampler null when the call was timed for itself
     * @return where the next one goes
     */
    static int encode(int[] words, int at, int before, int series, long duration, long items, SampledCalls sampler) {
        int next = at;
        if (series != before) {
            next = note(words, next, SERIES, series);
        }
        if (!isShort(duration)) {
            next = note(words, next, LONG_DURATION, duration);
        }
        if (items > 0) {
            next = note(words, next, ITEMS, items);
        }
        if (sampler != null) {
            next = note(words, next, SAMPLER, sampler.number);
            next = note(words, next, CALLS, sampler.calls());
        }
        words[next] = isShort(duration) ? (int) duration : 0;
        return next + 1;
    }

    /** The same for a call of which more is known. */
    static int encode(
            int[] words, int at, int before, int series, long duration, MeasureValues values, SampledCalls sampler) {
        int next = series == before ? at : note(words, at, SERIES, series);
        for (int m = values.next(0); m >= 0; m = values.next(m + 1)) {
            if (m == MeasureValues.INPUT_TOKENS) {
                next = note(words, next, INPUT_TOKENS, values.get(m));
            } else if (m == MeasureValues.OUTPUT_TOKENS) {
                next = note(words, next, OUTPUT_TOKENS, values.get(m));
            } else if (m != MeasureValues.ITEMS) {
                next = note(words, next, OTHER, m);
                next = note(words, next, OTHER, values.get(m));
            }
        }
        return encode(words, next, series, series, duration, values.items(), sampler);
    }

    private static int note(int[] words, int at, int kind, long value) {
        int head = NOTE | kind << KIND_SHIFT;
        if (value >>> VALUE_BITS == 0) {
            words[at] = head | (int) value;
            return at + 1;
        }
        words[at] = head | WIDE;
        words[at + 1] = (int) (value >>> HALF_BITS);
        words[at + 2] = (int) value & ~NOTE;
        return at + 3;
    }

    private static int kind(int note) {
        return (note & ~NOTE) >>> KIND_SHIFT;
    }

    private static long value(int[] words, int at) {
        return (words[at] & WIDE) == 0 ? words[at] & (WIDE - 1) : (long) words[at + 1] << HALF_BITS | words[at + 2];
    }

    /** Whether a call of which no more is known fits {@link #call}. */
    static boolean fitsCall(int series, long duration) {
        return outcome(series) == CallResults.SUCCESS
                && model(series) < CALL_MODELS
                && duration >>> CALL_DURATION_BITS == 0;
    }

    /** The word of a call that tells its series. */
    static int call(int series, int duration) {
        return NOTE | WIDE | model(series) << CALL_DURATION_BITS | duration;
    }

    /** Whether it is a note of a series, be it a call too. */
    static boolean isSeries(int word) {
        return word < 0 && kind(word) == SERIES;
    }

    /** What a note of a series says. */
    static int series(int note) {
        int value = note & (WIDE - 1);
        return isCall(note) ? series(value >>> CALL_DURATION_BITS, CallResults.SUCCESS) : value;
    }

    /** Whether a note of a series is a call too. */
    static boolean isCall(int series) {
        return (series & WIDE) != 0;
    }

    /** The duration of a call that is a note of its series. */
    static int duration(int call) {
        return call & ((1 << CALL_DURATION_BITS) - 1);
    }

    /** Whether models take turns at {@code from}, where a call begins: before long another series is told. */
    static boolean turnsBegin(int[] words, int from, int to) {
        int at = from;
        boolean isTold = false;
        while (!isTold && at < to && words[at] < 0) {
            isTold = isCall(words[at++]);
        }
        int end = Math.min(at + LONG_RUN, to);
        while (at < end && words[at] >= 0) {
            at++;
        }
        return at < end;
    }

    /**
     * The series of a call at {@code from} that does not say: that of the last note of one before it. Nothing meaningful when the
     * writer is overwriting these words.
     *
     * @param guess where that note may be
     */
    static int seriesBefore(int[] words, int from, int guess) {
        for (int i = Math.min(guess, from - 1); i >= 0; i--) {
            if (isSeries(words[i])) {
                return series(words[i]);
            }
        }
        return NO_SERIES;
    }

    /** Where the notes of a call that begins with one at {@code from} end, and its last word is. */
    static int endOfNotes(int[] words, int from) {
        int at = from;
        while (words[at] < 0) {
            at = behind(words, at);
        }
        return at;
    }

    /**
     * Gives a call with notes to {@code sink}.
     *
     * @param last {@link #endOfNotes}
     * @param values room for what is known of it
     * @return whether it was one, and not a sample
     */
    static boolean give(int[] words, int from, int last, int series, MeasureValues values, CallSink sink) {
        values.clear();
        long duration = words[last];
        long items = 0;
        long sampler = -1;
        long counted = 0;
        for (int i = from; i < last; i = behind(words, i)) {
            switch (kind(words[i])) {
                case LONG_DURATION -> duration += value(words, i);
                case ITEMS -> items = value(words, i);
                case SAMPLER -> sampler = value(words, i);
                case CALLS -> counted = value(words, i);
                case INPUT_TOKENS -> values.set(MeasureValues.INPUT_TOKENS, value(words, i));
                case OUTPUT_TOKENS -> values.set(MeasureValues.OUTPUT_TOKENS, value(words, i));
                default -> {
                    // OTHER, the last there is.
                    int measure = (int) value(words, i);
                    i = behind(words, i);
                    values.set(measure, value(words, i));
                }
            }
        }
        if (sampler < 0 && values.isEmpty()) {
            sink.call(model(series), outcome(series), duration, items);
            return true;
        }
        if (items > 0) {
            values.set(MeasureValues.ITEMS, items);
        }
        if (sampler < 0) {
            sink.call(model(series), outcome(series), duration, values);
            return true;
        }
        sink.sample(model(series), duration, values, sampler, counted);
        return false;
    }

    private static int behind(int[] words, int note) {
        return (words[note] & WIDE) == 0 ? note + 1 : note + 3;
    }

    /** Where the calls without notes that begin at {@code from} end. */
    static int endOfRun(int[] words, int from, int to) {
        int end = from + 1;
        while (end < to && words[end] >= 0) {
            end++;
        }
        return end;
    }
}
