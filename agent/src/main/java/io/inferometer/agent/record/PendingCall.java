package io.inferometer.agent.record;

import io.inferometer.exporter.api.Outcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** An asynchronous call between the return of its method and the completion of its result. Ends once. */
final class PendingCall implements BiConsumer<Object, Throwable> {

    private static final int CANCELLED = Outcome.CANCELLED.ordinal();
    private static final VarHandle ENDED;

    static {
        try {
            ENDED = MethodHandles.lookup().findVarHandle(PendingCall.class, "ended", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final CallResults results;
    private final LostCalls lostCalls;
    private final Model model;
    private final long start;

    /** The size of its batch where nothing else is read; 0 when not known. */
    private final long items;

    /** What was read of its arguments; null where nothing is. What is read of the result is added. */
    private final MeasureValues values;

    /** A stage of the application's own making may complete twice, or complete and throw. */
    private volatile boolean ended;

    /** In the list of {@link LostCalls}. */
    PendingCall unclosedBefore;

    PendingCall(CallResults results, Model model, long start, long items, MeasureValues values) {
        this.results = results;
        this.lostCalls = results.recorder().lostCalls;
        this.model = model;
        this.start = start;
        this.items = items;
        this.values = values;
    }

    /** Watches from the side: the application keeps the stage it made, the one that this makes is dropped. */
    void observe(CompletionStage<?> stage) {
        ExecutionStack.ensureSufficient();
        model.shared().open(start);
        try {
            stage.whenComplete(this);
        } catch (Throwable unobservable) {
            // An implementation without whenComplete, or one that fails: the call ends here, unless it has.
            accept(null, null);
        }
    }

    /** Runs on whatever thread completes the result, which must not see it fail. */
    @Override
    public void accept(Object result, Throwable failure) {
        boolean first = false;
        boolean recorded = false;
        try {
            long nanos = results.recorder().clock().nanos() - start;
            first = ENDED.compareAndSet(this, false, true);
            if (first) {
                record(nanos, result, failure);
                recorded = true;
                close();
            }
        } catch (Throwable inMeasuring) {
            LostCalls lost = lostCalls;
            synchronized (lost) {
                if (first || !ended) {
                    ended = true;
                    lost.count = lost.count + (recorded ? 0 : 1);
                    unclosedBefore = lost.unclosed;
                    lost.unclosed = this;
                }
            }
            results.errors().report(inMeasuring);
        }
    }

    private void record(long nanos, Object result, Throwable failure) {
        Recorder recorder = results.recorder();
        if (values == null) {
            recorder.record(Thread.currentThread(), model, outcome(failure), nanos, items);
        } else {
            recorder.record(
                    Thread.currentThread(),
                    model,
                    outcome(failure),
                    nanos,
                    results.readOfResult(values, null, result, failure));
        }
    }

    void close() {
        model.shared().close(start);
    }

    private int outcome(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof CancellationException ? CANCELLED : results.outcome(cause);
    }
}
