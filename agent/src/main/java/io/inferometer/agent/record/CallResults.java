package io.inferometer.agent.record;

import io.inferometer.exporter.api.Outcome;
import java.util.concurrent.CompletionStage;

/**
 * What becomes of a call, as the application's own objects tell. They may fail: whatever comes of it, the call is recorded.
 *
 * @param recorder where calls go
 * @param outcomes sorts exceptions
 * @param counter counts a call's batch, or null
 * @param errors takes what goes wrong
 */
record CallResults(Recorder recorder, Outcomes outcomes, ItemCounter counter, SiteErrors errors) {

    static final int SUCCESS = Outcome.SUCCESS.ordinal();

    int outcome(Throwable failure) {
        return failure == null ? SUCCESS : outcomes.of(failure).ordinal();
    }

    /** The size of the batch; 0 when not known. */
    long items(Object argument) {
        if (counter == null) {
            return 0;
        }
        try {
            return recorder.values().items(counter.count(argument));
        } catch (Throwable failure) {
            errors.report(failure);
            return 0;
        }
    }

    /** Measures an asynchronous call to the completion of its result. */
    void observe(CompletionStage<?> stage, Model model, long start) {
        new Completion(this, model, start).observe(stage);
    }
}
