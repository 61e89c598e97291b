package io.inferometer.agent.record;

import java.util.concurrent.CompletionStage;

/**
 * The part of an {@link InferenceSite} that measures calls of virtual threads, which have no log of their own. A record as that is, and for
 * the same reason.
 *
 * @param recorder where calls go
 * @param results what becomes of them
 * @param id that of the site
 * @param outermost whether calls inside a call of the same id, on a thread, belong to that one
 * @param asynchronous whether the result may be a {@link CompletionStage}, to be measured to completion
 * @param nesting what {@code outermost} needs for calls without a place
 */
record VirtualCallSite(
        Recorder recorder,
        CallResults results,
        int id,
        boolean outermost,
        boolean asynchronous,
        VirtualNesting nesting) {

    /** Null when the call is part of another. */
    VirtualCall enter(Thread thread, Model model) {
        if (outermost && nesting.contains(thread, id)) {
            return null;
        }
        VirtualCalls calls = recorder.virtualCalls();
        int place = calls.open(Threads.id(thread), id, outermost);
        if (place <= VirtualCalls.INSIDE) {
            int outer = VirtualCalls.INSIDE - place;
            if (!calls.isDoubtful(outer, recorder.clock().nanos()) || recorder.lostCalls.isOnStack(id)) {
                return null;
            }
            // Its exit was lost, and so is it.
            calls.close(outer);
            LostCalls lost = recorder.lostCalls;
            synchronized (lost) {
                lost.count = lost.count + 1;
            }
            place = calls.open(Threads.id(thread), id, outermost);
        }
        if (place < 0) {
            return beginElsewhere(thread, model);
        }
        try {
            return calls.begin(place, id, model.index(), recorder.clock().nanos());
        } catch (Throwable failure) {
            calls.table[place * VirtualCalls.WIDTH] = 0;
            throw failure;
        }
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

    void exit(VirtualCall call, long end, Object self, Object argument, long number, Object result, Throwable failure) {
        if (call.place < 0) {
            try {
                ended(call.model, end - call.start, call.start, self, argument, number, result, failure);
            } finally {
                leave(call);
            }
            return;
        }
        VirtualCalls calls = recorder.virtualCalls();
        long start = calls.start(call.place);
        ended(recorder.model(calls.model(call.place)), end - start, start, self, argument, number, result, failure);
        // Last: nothing that fails may find the place in other hands.
        try {
            calls.close(call.place);
        } catch (Throwable endOfStack) {
            // Recorded all the same.
            call.places[call.place * VirtualCalls.WIDTH + VirtualCalls.CALL] = 0;
            call.places[call.place * VirtualCalls.WIDTH] = 0;
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
            Model model,
            long nanos,
            long start,
            Object self,
            Object argument,
            long number,
            Object result,
            Throwable failure) {
        if (asynchronous && failure == null && result instanceof CompletionStage<?> stage) {
            results.observe(stage, model, start, self, argument, number);
            return;
        }
        MeasureValues more = results.readsMore()
                ? results.readAll(new MeasureValues(), self, argument, number, result, failure)
                : null;
        recorder.recordVirtual(
                Thread.currentThread(),
                model.index(),
                results.outcome(failure),
                nanos,
                more == null ? results.items(self, argument, number, failure) : more.items(),
                more);
    }
}
