package io.inferometer.agent.record;

/**
 * A method whose call goes on after it has returned: what it is handed, or what it returns, has methods of its own that are called with
 * each item, and at the end. {@link ProgressSite} is theirs. Thread-safe.
 */
public final class FollowedSite implements Site {

    /** Answers the object by which a call is known. */
    public interface Known {

        /** Null when there is none: then the call ends with its method. */
        Object by(Object self, Object argument, Object result) throws Throwable;
    }

    private final Recorder recorder;
    private final ModelFinder models;
    private final CallResults results;
    private final FollowedCalls calls;
    private final Known known;
    private final boolean ofResult;
    private final SiteErrors errors;
    private final Switch measuring;

    /** What {@link #enter} answers. */
    private record Entered(Object object, FollowedCall call) {}

    /**
     * @param outcomes sorts exceptions
     * @param readers what is read of a call when its method returns
     * @param calls the library's
     * @param known answers the object by which a call is known
     * @param ofResult whether that is asked when the method has returned, else before it begins
     */
    public FollowedSite(
            Recorder recorder,
            ModelFinder models,
            Outcomes outcomes,
            CallReaders readers,
            FollowedCalls calls,
            Known known,
            boolean ofResult,
            SiteErrors errors,
            Switch measuring) {
        this.recorder = recorder;
        this.models = models;
        this.results = new CallResults(recorder, outcomes, readers, errors);
        this.calls = calls;
        this.known = known;
        this.ofResult = ofResult;
        this.errors = errors;
        this.measuring = measuring;
    }

    @Override
    public Object enter(Object self) {
        return enter(self, null);
    }

    @Override
    public Object enter(Object self, Object argument) {
        if (!measuring.isOn()) {
            return null;
        }
        try {
            Model model = models.find(self, argument);
            if (model.mode() == Model.OFF) {
                return null;
            }
            ExecutionStack.ensureSufficient();
            Object object = ofResult ? null : known.by(self, argument, null);
            FollowedCall call = new FollowedCall(model, recorder.clock().nanos());
            Entered entered = new Entered(object, call);
            if (object != null) {
                // Before the body: the end may come before this thread is out of it.
                calls.put(object, call, recorder.lostCalls);
            }
            model.shared().open(call.start);
            return entered;
        } catch (Throwable failure) {
            lose(failure);
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
        if (!(call instanceof Entered entered)) {
            return;
        }
        try {
            FollowedCall begun = entered.call;
            Object object = entered.object;
            if (object == null && failure == null) {
                object = ofResult ? known.by(self, argument, result) : null;
                if (object != null) {
                    read(begun, self, argument, number);
                    calls.put(object, begun, recorder.lostCalls);
                    return;
                }
            }
            boolean isOver = failure != null || object == null;
            if (isOver && (object == null || calls.remove(object, begun))) {
                read(begun, self, argument, number);
                end(recorder, results, begun, failure);
            }
        } catch (Throwable inMeasuring) {
            lose(inMeasuring);
        }
    }

    private void read(FollowedCall call, Object self, Object argument, long number) {
        if (results.readsMore()) {
            MeasureValues values = new MeasureValues();
            results.readOfArguments(values, self, argument, number);
            call.values = values;
        } else {
            call.batch = results.items(self, argument, number, null);
        }
    }

    /** Records a call that was taken from the others. */
    static void end(Recorder recorder, CallResults results, FollowedCall call, Throwable failure) {
        long nanos = recorder.clock().nanos() - call.start;
        call.model.shared().close(call.start);
        MeasureValues values = call.values;
        if (values == null && call.items > 0) {
            values = new MeasureValues();
            if (call.batch > 0) {
                values.set(MeasureValues.ITEMS, call.batch);
            }
        }
        if (values == null) {
            recorder.record(Thread.currentThread(), call.model, results.outcome(failure), nanos, call.batch);
            return;
        }
        if (call.items > 0) {
            recorder.values().putPace(values, call.start, call.firstItem, call.lastItem, call.items);
        }
        recorder.record(Thread.currentThread(), call.model, results.outcome(failure), nanos, values);
    }

    private void lose(Throwable failure) {
        FollowedCalls.count(recorder.lostCalls);
        errors.report(failure);
    }
}
