package io.inferometer.agent.record;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All models by number, and where writers that find no empty chunk put their calls: into the distributions of each model.
 * Thread-safe, but for {@link #add}, whose callers take turns.
 */
final class Models implements CallSink {

    private final AtomicLong folded = new AtomicLong();
    private volatile Model[] all = {};

    /** @throws IllegalStateException beyond 2^19 models */
    Model add(Timing timing) {
        Model[] known = all;
        if (known.length == Event.MAX_MODELS) {
            throw new IllegalStateException("no more than " + Event.MAX_MODELS + " models can be told apart");
        }
        Model model = new Model(known.length, timing);
        Model[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = model;
        all = more;
        return model;
    }

    Model get(int index) {
        return all[index];
    }

    int count() {
        return all.length;
    }

    /** Calls that came here. */
    long folded() {
        return folded.get();
    }

    /** The reader only: reports the calls in flight that are counted by model and not by thread. */
    void visit(long now, InFlightSink sink) {
        for (Model model : all) {
            SharedCalls shared = model.sharedOrNull();
            if (shared != null && shared.count() > 0) {
                sink.inFlight(model.index(), shared.count(), shared.oldestAge(now));
            }
        }
    }

    @Override
    public void prepare(int model, int outcome, long durationNanos, long items) {
        all[model].foldedOrNew().prepare(outcome, durationNanos, items);
    }

    @Override
    public void prepare(int model, int outcome, long durationNanos, MeasureValues values) {
        FoldedCalls calls = all[model].foldedOrNew();
        calls.prepare(outcome, durationNanos, 0);
        calls.prepare(values);
    }

    @Override
    public void prepareSample(int model, MeasureValues values) {
        all[model].foldedOrNew().prepare(values);
    }

    @Override
    public void call(int model, int outcome, long durationNanos, long items) {
        folded.getAndIncrement();
        all[model].folded().add(outcome, durationNanos, items);
    }

    @Override
    public void call(int model, int outcome, long durationNanos, MeasureValues values) {
        folded.getAndIncrement();
        all[model].folded().add(outcome, durationNanos, 0);
        all[model].folded().add(values);
    }

    /** The calls that it stands for are counted elsewhere, and so is its duration, which is theirs. */
    @Override
    public void sample(int model, long durationNanos, MeasureValues values, long sampler, long calls) {
        all[model].folded().add(values);
    }
}
