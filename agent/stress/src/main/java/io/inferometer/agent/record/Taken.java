package io.inferometer.agent.record;

/** Adds up what one side has taken. One thread only. */
final class Taken implements CallSink, AtomicHistogram.Sink {

    int calls;
    long nanos;
    long items;
    long min = Long.MAX_VALUE;
    long max;

    @Override
    public void call(int model, int outcome, long durationNanos, long itemCount) {
        calls++;
        nanos += durationNanos;
        items += itemCount;
    }

    @Override
    public void bucket(int index, long count) {
        calls += (int) count;
    }

    @Override
    public void totals(long sum, long smallest, long greatest) {
        nanos += sum;
        min = Math.min(min, smallest);
        max = Math.max(max, greatest);
    }
}
