package io.inferometer.agent.record;

import io.inferometer.agent.record.CallReaders.MeasureReader;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.Outcome;
import java.util.concurrent.CompletionStage;

/**
 * What becomes of a call, as the application's own objects tell. They may fail: whatever comes of it, the call is recorded.
 *
 * @param recorder where calls go
 * @param outcomes sorts exceptions
 * @param readers what is read of a call
 * @param errors takes what goes wrong
 */
record CallResults(Recorder recorder, Outcomes outcomes, CallReaders readers, SiteErrors errors) {

    static final int SUCCESS = Outcome.SUCCESS.ordinal();

    int outcome(Throwable failure) {
        return failure == null ? SUCCESS : outcomes.of(failure).ordinal();
    }

    /** The size of the batch where nothing else is read; 0 when not known. */
    long items(Object self, Object argument, long number, Throwable failure) {
        ValueReader items = readers.items();
        if (items == null) {
            return 0;
        }
        try {
            long count = items.read(self, argument, number, null, failure);
            return count == ValueReader.UNKNOWN ? 0 : recorder.values().items(count);
        } catch (Throwable unreadable) {
            errors.report(unreadable);
            return 0;
        }
    }

    /** Whether anything is read. */
    boolean readsAny() {
        return readers.any();
    }

    /** Whether more than a batch is read. */
    boolean readsMore() {
        return readers.values().length > 0;
    }

    /** Adds all that is read of a call with its result at hand. */
    MeasureValues readAll(
            MeasureValues to, Object self, Object argument, long number, Object result, Throwable failure) {
        read(to, false, self, argument, number, null, failure);
        return readOfResult(to, self, result, failure);
    }

    /** Adds what is read of the result alone. */
    MeasureValues readOfResult(MeasureValues to, Object self, Object result, Throwable failure) {
        read(to, true, self, null, 0, result, failure);
        return to;
    }

    /** Adds what is read of anything but the result. */
    void readOfArguments(MeasureValues to, Object self, Object argument, long number) {
        read(to, false, self, argument, number, null, null);
    }

    private void read(
            MeasureValues to,
            boolean ofResult,
            Object self,
            Object argument,
            long number,
            Object result,
            Throwable failure) {
        for (MeasureReader each : readers.values()) {
            if (each.ofResult() == ofResult) {
                try {
                    long value = each.reader().read(self, argument, number, result, failure);
                    if (value != ValueReader.UNKNOWN && (value != 0 || each.measure() != Measure.ITEMS)) {
                        recorder.values().put(to, each.measure(), value);
                    }
                } catch (Throwable unreadable) {
                    errors.report(unreadable);
                }
            }
        }
    }

    /** Measures an asynchronous call to the completion of its result. */
    void observe(CompletionStage<?> stage, Model model, long start, Object self, Object argument, long number) {
        MeasureValues values = null;
        if (readsMore()) {
            values = new MeasureValues();
            readOfArguments(values, self, argument, number);
        }
        new PendingCall(this, model, start, items(self, argument, number, null), values).observe(stage);
    }
}
