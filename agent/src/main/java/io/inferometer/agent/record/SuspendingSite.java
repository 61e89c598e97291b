package io.inferometer.agent.record;

/**
 * A method that may return before its call ends, and is entered again each time the call goes on, on whatever thread. A call is known by
 * its caller's continuation, which waits for one call at a time. Thread-safe.
 */
public final class SuspendingSite implements Site {

    private final Recorder recorder;
    private final ModelFinder models;
    private final CallResults results;
    private final Continuations continuations;
    private final SiteErrors errors;
    private final Switch measuring;
    private final FollowedCalls calls = new FollowedCalls();

    /** What {@link #enter} answers. */
    private record Entered(Object caller, FollowedCall call) {}

    /**
     * @param models finds the model; its argument is the continuation, or an array that ends with it
     * @param outcomes sorts exceptions
     * @param readers what is read of a call: of the same argument when it begins, of the result when it ends
     */
    public SuspendingSite(
            Recorder recorder,
            ModelFinder models,
            Outcomes outcomes,
            CallReaders readers,
            Continuations continuations,
            SiteErrors errors,
            Switch measuring) {
        this.recorder = recorder;
        this.models = models;
        this.results = new CallResults(recorder, outcomes, readers, errors);
        this.continuations = continuations;
        this.errors = errors;
        this.measuring = measuring;
    }

    /** The method is the continuation's own. */
    @Override
    public Object enter(Object self) {
        return enter(self, self);
    }

    @Override
    public Object enter(Object self, Object argument) {
        try {
            Object continuation = argument instanceof Object[] all ? all[all.length - 1] : argument;
            Object caller = continuations.resumed(continuation);
            if (caller != null) {
                FollowedCall call = calls.get(caller);
                return call == null ? null : new Entered(caller, call);
            }
            return measuring.isOn() && continuation != null && !continuations.isOwn(continuation)
                    ? begin(self, argument, continuation)
                    : null;
        } catch (Throwable failure) {
            lose(failure);
            return null;
        }
    }

    private Entered begin(Object self, Object argument, Object continuation) {
        Model model = models.find(self, argument);
        if (model.mode() == Model.OFF) {
            return null;
        }
        ExecutionStack.ensureSufficient();
        MeasureValues values = null;
        long batch = 0;
        if (results.readsMore()) {
            values = new MeasureValues();
            results.readOfArguments(values, self, argument, 0);
        } else {
            batch = results.items(self, argument, 0, null);
        }
        FollowedCall call = new FollowedCall(model, recorder.clock().nanos());
        call.values = values;
        call.batch = batch;
        Entered entered = new Entered(continuation, call);
        // Before the body: the call may go on, and end, before this thread is out of it.
        calls.put(continuation, call, recorder.lostCalls);
        model.shared().open(call.start);
        return entered;
    }

    @Override
    public void exit(Object call, Object self, Object argument, Object result, Throwable failure) {
        if (!(call instanceof Entered entered) || (failure == null && continuations.isSuspended(result))) {
            return;
        }
        try {
            FollowedCall ended = entered.call;
            if (calls.remove(entered.caller, ended)) {
                if (ended.values != null) {
                    results.readOfResult(ended.values, self, result, failure);
                }
                FollowedSite.end(recorder, results, ended, failure);
            }
        } catch (Throwable inMeasuring) {
            lose(inMeasuring);
        }
    }

    private void lose(Throwable failure) {
        FollowedCalls.count(recorder.lostCalls);
        errors.report(failure);
    }
}
