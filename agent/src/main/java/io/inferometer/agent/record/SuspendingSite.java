package io.inferometer.agent.record;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A method that may return before its call ends, and is entered again each time the call goes on, on whatever thread. A call is known by
 * its caller's continuation, which waits for one call at a time. As large as the number of calls in flight; what was abandoned,
 * and collected, is lost, and counted as that. Thread-safe.
 */
public final class SuspendingSite implements Site {

    private final Recorder recorder;
    private final ModelFinder models;
    private final CallResults results;
    private final Continuations continuations;
    private final SiteErrors errors;
    private final Switch measuring;
    private final ConcurrentHashMap<SuspendedCall, SuspendedCall> calls = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> abandoned = new ReferenceQueue<>();

    /**
     * @param models finds the model; its argument is the continuation, or an array that ends with it
     * @param outcomes sorts exceptions
     */
    public SuspendingSite(
            Recorder recorder,
            ModelFinder models,
            Outcomes outcomes,
            Continuations continuations,
            SiteErrors errors,
            Switch measuring) {
        this.recorder = recorder;
        this.models = models;
        this.results = new CallResults(recorder, outcomes, CallReaders.NONE, errors);
        this.continuations = continuations;
        this.errors = errors;
        this.measuring = measuring;
    }

    @Override
    public Object enter(Object self) {
        return null;
    }

    @Override
    public Object enter(Object self, Object argument) {
        try {
            Object continuation = argument instanceof Object[] all ? all[all.length - 1] : argument;
            Object caller = continuations.resumed(continuation);
            if (caller != null) {
                return calls.get(SuspendedCall.of(caller));
            }
            return measuring.isOn() && continuation != null && !continuations.isOwn(continuation)
                    ? begin(self, argument, continuation)
                    : null;
        } catch (Throwable failure) {
            lose(failure);
            return null;
        }
    }

    private Object begin(Object self, Object argument, Object continuation) {
        Model model = models.find(self, argument);
        if (model.mode() == Model.OFF) {
            return null;
        }
        ExecutionStack.ensureSufficient();
        forgetAbandoned();
        SuspendedCall call = new SuspendedCall(continuation, abandoned, model, System.nanoTime());
        // Before the body: the call may go on, and end, before this thread is out of it.
        calls.put(call, call);
        model.shared().open(call.start);
        return call;
    }

    @Override
    public void exit(Object call, Object self, Object argument, Object result, Throwable failure) {
        if (!(call instanceof SuspendedCall suspended) || (failure == null && continuations.isSuspended(result))) {
            return;
        }
        try {
            long nanos = System.nanoTime() - suspended.start;
            if (calls.remove(suspended) != null) {
                suspended.model.shared().close(suspended.start);
                recorder.record(Thread.currentThread(), suspended.model, results.outcome(failure), nanos, 0);
            }
        } catch (Throwable inMeasuring) {
            lose(inMeasuring);
        }
    }

    private void forgetAbandoned() {
        for (Reference<?> each = abandoned.poll(); each != null; each = abandoned.poll()) {
            SuspendedCall call = (SuspendedCall) each;
            if (calls.remove(call) != null) {
                call.model.shared().close(call.start);
                countLost();
            }
        }
    }

    private void lose(Throwable failure) {
        countLost();
        errors.report(failure);
    }

    private void countLost() {
        LostCalls lost = recorder.lostCalls;
        synchronized (lost) {
            lost.count = lost.count + 1;
        }
    }
}
