package io.inferometer.agent.record;

import java.util.List;
import java.util.Random;

/** Hands calls on, and throws at every so many of them what an application's JVM may throw anywhere. Takes nothing then. */
final class FailingSink implements CallSink, AtomicHistogram.Sink {

    @SuppressWarnings({"deprecation", "removal"}) // ThreadDeath, from JDK 20 on
    private static final List<Error> ERRORS =
            List.of(new OutOfMemoryError(), new StackOverflowError(), new LinkageError(), new ThreadDeath());

    private final CallSink calls;
    private final AtomicHistogram.Sink values;
    private final Random random;
    private final int gap;
    int thrown;

    /** @param gap from one error to the next, on average */
    FailingSink(CallSink calls, AtomicHistogram.Sink values, long seed, int gap) {
        this.calls = calls;
        this.values = values;
        this.random = new Random(seed);
        this.gap = gap;
    }

    private void mayFail() {
        if (random.nextInt(gap) == 0) {
            throw ERRORS.get(thrown++ % ERRORS.size());
        }
    }

    /** Runs an action again and again until it does not throw. */
    static void insist(Runnable action) {
        for (int i = 0; i < 1_000_000; i++) {
            try {
                action.run();
                return;
            } catch (Error expected) {
                if (!ERRORS.contains(expected)) {
                    throw expected;
                }
            }
        }
        throw new AssertionError("never comes to an end");
    }

    @Override
    public void call(int model, int outcome, long durationNanos, long items) {
        mayFail();
        calls.call(model, outcome, durationNanos, items);
    }

    @Override
    public void call(int model, int outcome, long durationNanos, MeasureValues values) {
        mayFail();
        calls.call(model, outcome, durationNanos, values);
    }

    @Override
    public void prepare(int model, int outcome, long durationNanos, MeasureValues values) {
        mayFail();
    }

    @Override
    public void prepareSample(int model, MeasureValues values) {
        mayFail();
    }

    @Override
    public void calls(int model, int outcome, int[] nanos, int from, int to) {
        mayFail();
        calls.calls(model, outcome, nanos, from, to);
    }

    @Override
    public void prepare(int model, int outcome, long durationNanos, long items) {
        mayFail();
    }

    @Override
    public void sample(int model, long durationNanos, MeasureValues values, long sampler, long counted) {
        mayFail();
        calls.sample(model, durationNanos, values, sampler, counted);
    }

    @Override
    public void untimed(int model, long typicalNanos, long counted) {
        mayFail();
        calls.untimed(model, typicalNanos, counted);
    }

    @Override
    public void bucket(int index, long count) {
        mayFail();
        values.bucket(index, count);
    }

    @Override
    public void totals(long sum, long min, long max) {
        values.totals(sum, min, max);
    }
}
