package io.inferometer.agent.record;

/** A method that is called as a followed call goes on: on the object by which the call is known. Thread-safe. */
public final class ProgressSite implements Site {

    /** What a call of the method means. */
    public enum Step {
        /** The receiver is told of an item. */
        ITEM,
        /** Answers an item. */
        NEXT,
        /** Answers whether there will be another item: if not, the call is over. */
        MORE,
        /** The call is over. */
        END
    }

    /** Answers what a call ended with. */
    public interface Failing {

        /** Null when it succeeded. */
        Throwable with(Object argument) throws Throwable;
    }

    private final Step step;
    private final Recorder recorder;
    private final CallResults results;
    private final FollowedCalls calls;
    private final Failing failing;
    private final SiteErrors errors;

    /**
     * @param outcomes sorts exceptions
     * @param readers what is read of the method's own arguments and result at the end
     * @param calls the library's
     * @param failing answers what a call ended with
     */
    public ProgressSite(
            Step step,
            Recorder recorder,
            Outcomes outcomes,
            CallReaders readers,
            FollowedCalls calls,
            Failing failing,
            SiteErrors errors) {
        this.step = step;
        this.recorder = recorder;
        this.results = new CallResults(recorder, outcomes, readers, errors);
        this.calls = calls;
        this.failing = failing;
        this.errors = errors;
    }

    /** An item, or the end, that is told was there before the receiver did anything about it. */
    @Override
    public Object enter(Object self) {
        try {
            FollowedCall call = calls.get(self);
            if (call != null && step == Step.ITEM) {
                call.item(recorder.clock().nanos());
                return null;
            }
            return call;
        } catch (Throwable inMeasuring) {
            errors.report(inMeasuring);
            return null;
        }
    }

    @Override
    public void exit(Object call, Object self, Object argument, Object result, Throwable failure) {
        exit(call, self, argument, 0, result, failure);
    }

    @Override
    public void exit(Object call, Object self, long number, Object result, Throwable failure) {
        exit(call, self, null, number, result, failure);
    }

    private void exit(Object call, Object self, Object argument, long number, Object result, Throwable failure) {
        if (!(call instanceof FollowedCall followed)) {
            return;
        }
        try {
            boolean isOver = step == Step.END || failure != null || (step == Step.MORE && Boolean.FALSE.equals(result));
            if (!isOver) {
                if (step == Step.NEXT) {
                    followed.item(recorder.clock().nanos());
                }
                return;
            }
            if (calls.remove(self, followed)) {
                Throwable told = step == Step.END && failing != null ? failing.with(argument) : null;
                read(followed, self, argument, number, result);
                // What the application's own handler throws is not the call's.
                FollowedSite.end(recorder, results, followed, step == Step.END ? told : failure);
            }
        } catch (Throwable inMeasuring) {
            FollowedCalls.count(recorder.lostCalls);
            errors.report(inMeasuring);
        }
    }

    private void read(FollowedCall call, Object self, Object argument, long number, Object result) {
        if (!results.readsMore()) {
            return;
        }
        if (call.values == null) {
            call.values = new MeasureValues();
            if (call.batch > 0) {
                call.values.set(MeasureValues.ITEMS, call.batch);
            }
        }
        results.readAll(call.values, self, argument, number, result, null);
    }
}
