package io.inferometer.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** An asynchronous call between the return of its method and the completion of its result. Ends once. */
final class Completion implements BiConsumer<Object, Throwable> {

    private static final int SUCCESS = 0;
    private static final int CANCELLED = 3;
    private static final VarHandle ENDED;

    static {
        try {
            ENDED = MethodHandles.lookup().findVarHandle(Completion.class, "ended", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Recorder recorder;
    private final Outcomes outcomes;
    private final Model model;
    private final long start;
    private final SiteErrors errors;

    /** A stage of the application's own making may complete twice, or complete and throw. */
    private volatile boolean ended;

    /** In the list of {@link Losses}. */
    Completion unclosedBefore;

    Completion(Recorder recorder, Outcomes outcomes, Model model, long start, SiteErrors errors) {
        this.recorder = recorder;
        this.outcomes = outcomes;
        this.model = model;
        this.start = start;
        this.errors = errors;
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
            long nanos = System.nanoTime() - start;
            first = ENDED.compareAndSet(this, false, true);
            if (first) {
                recorder.record(Thread.currentThread(), model, outcome(failure), nanos, 0);
                recorded = true;
                close();
            }
        } catch (Throwable inMeasuring) {
            Losses losses = recorder.losses;
            // No call in here: there may be no stack left.
            synchronized (losses) {
                if (first || !ended) {
                    ended = true;
                    losses.count = losses.count + (recorded ? 0 : 1);
                    unclosedBefore = losses.unclosed;
                    losses.unclosed = this;
                }
            }
            errors.report(inMeasuring);
        }
    }

    void close() {
        model.shared().close(start);
    }

    private int outcome(Throwable failure) {
        if (failure == null) {
            return SUCCESS;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof CancellationException ? CANCELLED : outcomes.of(cause);
    }
}
