package io.inferometer.agent.record;

/**
 * How one finished call is written into a chunk: a head word, followed by as many extra words as the head says.
 *
 * <pre>
 * head   | extras 3 | outcome 2 | model 19 | duration 40 |     nanoseconds, up to 18 minutes
 * extra  | kind 3   | value 61                           |     non-negative
 * </pre>
 */
final class Event {

    /** The call took longer than the head has room for; the value is its duration in nanoseconds. */
    static final int LONG_DURATION = 0;

    /** Items in the call's batch. */
    static final int ITEMS = 1;

    /** The call was timed for others too; the value is the number of its {@link SampledCalls}. */
    static final int SAMPLER = 2;

    /** Goes with {@link #SAMPLER}: calls counted there, this one included. */
    static final int CALLS = 3;

    static final int MAX_EXTRAS = 7;
    static final int MAX_MODELS = 1 << 19;

    private static final int DURATION_BITS = 40;
    private static final int MODEL_BITS = 19;
    private static final int KIND_SHIFT = 61;
    private static final long DURATION_MASK = (1L << DURATION_BITS) - 1;

    private Event() {}

    static boolean fits(long duration) {
        return duration <= DURATION_MASK;
    }

    static long head(int extras, int outcome, int model, long duration) {
        return ((long) extras << 61)
                | ((long) outcome << (DURATION_BITS + MODEL_BITS))
                | ((long) model << DURATION_BITS)
                | duration;
    }

    static long extra(int kind, long value) {
        return ((long) kind << KIND_SHIFT) | value;
    }

    static int extras(long head) {
        return (int) (head >>> 61);
    }

    static int outcome(long head) {
        return (int) (head >>> (DURATION_BITS + MODEL_BITS)) & 3;
    }

    static int model(long head) {
        return (int) (head >>> DURATION_BITS) & (MAX_MODELS - 1);
    }

    static long duration(long head) {
        return head & DURATION_MASK;
    }

    static int kind(long extra) {
        return (int) (extra >>> KIND_SHIFT);
    }

    static long value(long extra) {
        return extra & ((1L << KIND_SHIFT) - 1);
    }

    /**
     * Decodes the events of {@code words[from, to)}.
     *
     * @return how many there were, samples aside
     */
    static int decode(long[] words, int from, int to, CallSink sink) {
        int calls = 0;
        for (int i = from; i < to; ) {
            int plain = endOfRun(words, i, to);
            if (plain > i) {
                sink.calls(model(words[i]), outcome(words[i]), words, i, plain, DURATION_MASK);
                calls += plain - i;
                i = plain;
                continue;
            }
            long head = words[i++];
            int end = i + extras(head);
            long duration = duration(head);
            long items = 0;
            long sampler = -1;
            long counted = 0;
            for (; i < end; i++) {
                switch (kind(words[i])) {
                    case LONG_DURATION -> duration = value(words[i]);
                    case ITEMS -> items = value(words[i]);
                    case SAMPLER -> sampler = value(words[i]);
                    case CALLS -> counted = value(words[i]);
                    default -> throw new AssertionError("unknown kind of extra word");
                }
            }
            if (sampler >= 0) {
                sink.sample(model(head), duration, items, sampler, counted);
            } else {
                sink.call(model(head), outcome(head), duration, items);
                calls++;
            }
        }
        return calls;
    }

    /** Behind the last of the events at {@code from} that have no extras, and model and outcome in common. */
    private static int endOfRun(long[] words, int from, int to) {
        long common = words[from] >>> DURATION_BITS;
        if (extras(words[from]) > 0) {
            return from;
        }
        int end = from + 1;
        while (end < to && words[end] >>> DURATION_BITS == common) {
            end++;
        }
        return end;
    }
}
