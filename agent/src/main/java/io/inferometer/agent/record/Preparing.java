package io.inferometer.agent.record;

/**
 * Has a sink get the memory for what it is about to be given.
 *
 * @param sink that sink
 */
record Preparing(CallSink sink) implements CallSink {

    @Override
    public void call(int model, int outcome, long durationNanos, long items) {
        sink.prepare(model, outcome, durationNanos, items);
    }

    @Override
    public void call(int model, int outcome, long durationNanos, MeasureValues values) {
        sink.prepare(model, outcome, durationNanos, values);
    }

    @Override
    public void sample(int model, long durationNanos, MeasureValues values, long sampler, long calls) {
        sink.prepareSample(model, values);
    }
}
