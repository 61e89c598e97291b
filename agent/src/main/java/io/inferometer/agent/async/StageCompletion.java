package io.inferometer.agent.async;

import io.inferometer.agent.record.SiteErrors;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** Waits for the end of an asynchronous stage. Ends once, whatever the application's own implementation does. */
final class StageCompletion extends AtomicBoolean implements BiConsumer<Object, Throwable> {

    private static final long serialVersionUID = 1;

    /** What is done at the end. */
    interface End {

        /** @param failure null if it ended well */
        void ended(Object value, Throwable failure);
    }

    private final transient End end;
    private final transient SiteErrors errors;

    StageCompletion(End end, SiteErrors errors) {
        this.end = end;
        this.errors = errors;
    }

    /** Watches from the side: the application keeps the stage it made. One that cannot be watched ends now. */
    void observe(CompletionStage<?> asynchronous) {
        try {
            asynchronous.whenComplete(this);
        } catch (Throwable unobservable) {
            accept(null, null);
        }
    }

    /** Runs on whatever thread completes the result, which must not see it fail. */
    @Override
    public void accept(Object value, Throwable failure) {
        try {
            if (compareAndSet(false, true)) {
                Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
                end.ended(value, cause);
            }
        } catch (Throwable inMeasuring) {
            errors.report(inMeasuring);
        }
    }
}
