package io.inferometer.agent.record;

import java.util.concurrent.CompletionStage;

/**
 * The part of an {@link InferenceSite} that measures calls of virtual threads, which have no log of their own. A record as that is, and for
 * the same reason.
 *
 * @param recorder where calls go
 * @param calls where they stand until they are over
 * @param carriers of virtual threads
 * @param results what becomes of them
 * @param id that of the site
 * @param outermost whether calls inside a call of the same id, on a thread, belong to that one
 * @param asynchronous whether the result may be a {@link CompletionStage}, to be measured to completion
 * @param nesting what {@code outermost} needs for calls without a place
 */
record VirtualCallSite(
        Recorder recorder,
        VirtualCalls calls,
        Carriers carriers,
        CallResults results,
        int id,
        boolean outermost,
        boolean asynchronous,
        VirtualNesting nesting) {

    VirtualCallSite {
        Carriers.initialise();
    }

    /** Null when the call is part of another. The usual way alone, for the reason that {@link #exit} has. */
    VirtualCall enter(Thread thread, Model model) {
        if (nesting.contains(thread, id)) {
            return null;
        }
        VirtualCall call = calls.openAlone(Threads.id(thread), carriers.log());
        if (call == null) {
            call = openBesideOthers(thread, model);
            if (call == null || call.place < 0) {
                return call;
            }
        }
        // No method is called before this: a stack overflow there would leave the place taken.
        try {
            call.begin(id, model.index(), recorder.clock().nanos());
            return call;
        } catch (Throwable failure) {
            call.owners[call.place] = 0;
            throw failure;
        }
    }

    private VirtualCall openBesideOthers(Thread thread, Model model) {
        VirtualCall call = calls.open(Threads.id(thread), carriers.log(), id, outermost);
        if (call != null && call.call != 0) {
            if (!isLost(call)) {
                return null;
            }
            call = calls.open(Threads.id(thread), carriers.log(), id, outermost);
        }
        return call == null || call.call != 0 ? beginElsewhere(thread, model) : call;
    }

    /** Whether an open call of this site on the current thread is not on its stack any more. It is counted as lost then. */
    private boolean isLost(VirtualCall outer) {
        if (!outer.isDoubtful(recorder.clock().nanos()) || recorder.lostCalls.isOnStack(id)) {
            return false;
        }
        calls.close(outer);
        LostCalls lost = recorder.lostCalls;
        synchronized (lost) {
            lost.count = lost.count + 1;
        }
        return true;
    }

    private VirtualCall beginElsewhere(Thread thread, Model model) {
        // So that there is enough at the exit, too.
        ExecutionStack.ensureSufficient();
        SharedCalls shared = model.shared();
        VirtualNesting.Inside inside = outermost ? new VirtualNesting.Inside(thread, id) : null;
        VirtualCall call = VirtualCall.elsewhere(model, recorder.clock().nanos(), inside);
        // Last: if a later step failed, the call would stay open.
        if (outermost && !nesting.enter(inside)) {
            return null;
        }
        shared.open(call.start);
        return call;
    }

    /**
     * The usual way alone, in as few instructions as it takes: the JIT compiler does not inline what has once become too large when compiled by
     * itself, and what is not inlined does not know the site.
     */
    void exit(VirtualCall call, long end, Object self, Object argument, long number, Object result, Throwable failure) {
        if (call.place < 0 || asynchronous || results.readsAny()) {
            exitWithMore(call, end, self, argument, number, result, failure);
            return;
        }
        int outcome = results.outcome(failure);
        // Only now: sorting a failure may wait, and go on elsewhere.
        recorder.recordVirtual(carriers.log(call.log), call.modelIndex(), outcome, end - call.start);
        close(call);
    }

    private void exitWithMore(
            VirtualCall call, long end, Object self, Object argument, long number, Object result, Throwable failure) {
        if (call.place >= 0) {
            ended(call, call.modelIndex(), end - call.start, self, argument, number, result, failure);
            close(call);
            return;
        }
        try {
            ended(call, call.model.index(), end - call.start, self, argument, number, result, failure);
        } finally {
            leave(call);
        }
    }

    /** Last: nothing that fails may find the place in other hands. */
    private void close(VirtualCall call) {
        try {
            calls.close(call);
        } catch (Throwable endOfStack) {
            // Recorded all the same.
            call.call = 0;
            call.owners[call.place] = 0;
        }
    }

    private void leave(VirtualCall call) {
        try {
            call.model.shared().close(call.start);
            if (call.inside != null) {
                nesting.leave(call.inside);
            }
        } catch (Throwable inMeasuring) {
            results.errors().report(inMeasuring);
        }
    }

    private void ended(
            VirtualCall call,
            int model,
            long nanos,
            Object self,
            Object argument,
            long number,
            Object result,
            Throwable failure) {
        if (asynchronous && failure == null && result instanceof CompletionStage<?> stage) {
            results.observe(stage, recorder.model(model), call.start, self, argument, number);
            return;
        }
        MeasureValues more = null;
        long items;
        if (results.readsMore()) {
            more = results.readAll(new MeasureValues(), self, argument, number, result, failure);
            items = more.items();
        } else {
            items = results.items(self, argument, number, failure);
        }
        int outcome = results.outcome(failure);
        // Only now: what is read may wait, and go on elsewhere.
        recorder.recordVirtual(carriers.log(call.log), model, outcome, nanos, items, more);
    }
}
