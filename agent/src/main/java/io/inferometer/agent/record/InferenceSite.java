package io.inferometer.agent.record;

import java.util.concurrent.CompletionStage;

/**
 * A method each call of which is one inference. A record, because the JIT compiler trusts the final fields of records: the
 * site is a constant of its call sites, and so is everything it holds.
 *
 * @param recorder where calls go
 * @param threads the recorder's
 * @param samplers a cache, indexed by thread id, of what counts calls of which not all are timed
 * @param models finds the model of a call from its instance
 * @param outcomes sorts exceptions
 * @param items counts a call's batch, or null
 * @param id unlike that of any other site, but for methods of which only the outermost call on a thread counts: these share it
 * @param outermost whether calls inside a call of the same id, on a thread, belong to that one
 * @param asynchronous whether the result may be a {@link CompletionStage}, to be measured to completion
 * @param nesting what {@code outermost} needs on virtual threads
 * @param errors takes what goes wrong in here
 * @param measuring turns it off and on
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record InferenceSite(
        Recorder recorder,
        ThreadLogs threads,
        SampledCalls[] samplers,
        ModelFinder models,
        Outcomes outcomes,
        ItemCounter items,
        int id,
        boolean outermost,
        boolean asynchronous,
        VirtualNesting nesting,
        SiteErrors errors,
        Switch measuring)
        implements Site {

    private static final int SUCCESS = 0;
    private static final int SAMPLERS = 128;

    /** A site that is on. */
    public InferenceSite(
            Recorder recorder,
            ModelFinder models,
            Outcomes outcomes,
            ItemCounter items,
            int id,
            boolean outermost,
            boolean asynchronous,
            VirtualNesting nesting,
            SiteErrors errors) {
        this(
                recorder,
                recorder.threads(),
                new SampledCalls[SAMPLERS],
                models,
                outcomes,
                items,
                id,
                outermost,
                asynchronous,
                nesting,
                errors,
                new Switch());
    }

    @Override
    public Object enter(Object self) {
        if (!measuring.isOn()) {
            return null;
        }
        try {
            Model model = models.find(self);
            int mode = model.mode();
            if (mode == Model.OFF) {
                return null;
            }
            Thread thread = Thread.currentThread();
            if (mode == Model.SAMPLED && !asynchronous) {
                return enterSampled(thread, model);
            }
            ThreadLog log = threads.of(thread);
            if (log == null) {
                return enterVirtual(thread, model);
            }
            OpenCalls open = log.open;
            if ((!open.isEmpty() || open.hasSampled) && belongsToAnother(log)) {
                return null;
            }
            open.push(id, model.index(), System.nanoTime());
            return log;
        } catch (Throwable failure) {
            Losses losses = recorder.losses;
            synchronized (losses) {
                losses.count = losses.count + 1;
            }
            // A stack that ends is the application's, which is about to meet its own error.
            if (!(failure instanceof StackOverflowError)) {
                errors.report(failure);
            }
            return null;
        }
    }

    /** Whether the call that begins now is part of one that is open on the same thread. */
    private boolean belongsToAnother(ThreadLog log) {
        if (log.open.doubtful) {
            try {
                recorder.removeLost(log);
            } catch (Throwable failure) {
                // The doubt remains; this call need not be lost for that.
                errors.report(failure);
            }
        }
        return outermost && log.isOpen(id);
    }

    private Object enterSampled(Thread thread, Model model) {
        int at = (int) Threads.id(thread) & (SAMPLERS - 1);
        SampledCalls sampler = samplers[at];
        if (sampler == null || sampler.thread != thread || sampler.model != model.index()) {
            ThreadLog log = threads.of(thread);
            if (log == null) {
                return enterVirtual(thread, model);
            }
            sampler = recorder.sampler(log, model, id);
            samplers[at] = sampler;
        }
        if (sampler.isOpen() || sampler.hasSiblings || !sampler.open.isEmpty()) {
            if (sampler.isOpen() && sampler.isDoubtful()) {
                sampler.open.doubtful = true;
            }
            if (belongsToAnother(sampler.log)) {
                return null;
            }
        }
        if (sampler.isNextTimed()) {
            sampler.chooseNext();
            sampler.open.pushSample(id, model.index(), System.nanoTime());
            try {
                // Last: if a later step failed, the call would stay open.
                sampler.begin();
            } catch (Throwable endOfStack) {
                sampler.open.depth = sampler.open.depth - OpenCalls.WIDTH;
                throw endOfStack;
            }
            return sampler.timed;
        }
        sampler.begin();
        return sampler;
    }

    private Object enterVirtual(Thread thread, Model model) {
        if (outermost && nesting.contains(thread, id)) {
            return null;
        }
        VirtualCalls calls = recorder.virtualCalls();
        int place = calls.open(Threads.id(thread), id, outermost);
        if (place <= VirtualCalls.INSIDE) {
            int outer = VirtualCalls.INSIDE - place;
            if (!calls.isDoubtful(outer, System.nanoTime()) || recorder.isOnStack(id)) {
                return null;
            }
            // Its exit was lost, and so is it.
            calls.close(outer);
            Losses losses = recorder.losses;
            synchronized (losses) {
                losses.count = losses.count + 1;
            }
            place = calls.open(Threads.id(thread), id, outermost);
        }
        if (place >= 0) {
            try {
                return calls.begin(place, id, model.index(), System.nanoTime());
            } catch (Throwable failure) {
                // Needs no stack, of which there may be nothing left.
                calls.table[place * VirtualCalls.WIDTH] = 0;
                throw failure;
            }
        }
        // So that there is enough at the exit, too.
        ExecutionStack.ensureSufficient();
        SharedCalls shared = model.shared();
        VirtualNesting.Inside inside = outermost ? new VirtualNesting.Inside(thread, id) : null;
        VirtualCall call = VirtualCall.elsewhere(model, System.nanoTime(), inside);
        // Last: if a later step failed, the call would stay open.
        if (outermost && !nesting.enter(inside)) {
            return null;
        }
        shared.open(call.start);
        return call;
    }

    @Override
    public void exit(Object call, Object self, Object argument, Object result, Throwable failure) {
        if (call == null) {
            return;
        }
        try {
            if (call instanceof ThreadLog log) {
                exitTimed(log, System.nanoTime(), argument, result, failure);
            } else if (call instanceof SampledCalls sampler) {
                exitUntimed(sampler, argument, failure);
            } else if (call instanceof SampledCalls.Timed sample) {
                exitSample(sample.calls, System.nanoTime(), argument, failure);
            } else {
                exitVirtual((VirtualCall) call, System.nanoTime(), argument, result, failure);
            }
        } catch (Throwable inMeasuring) {
            // First what needs no more stack: there may be none left. What is still open is found, and lost, later.
            if (call instanceof ThreadLog log) {
                log.open.doubtful = true;
            } else if (call instanceof SampledCalls sampler) {
                sampler.open.doubtful = true;
            } else if (call instanceof SampledCalls.Timed sample) {
                sample.calls.open.doubtful = true;
            } else if (call instanceof VirtualCall lost) {
                if (lost.places != null) {
                    lost.places[lost.place * VirtualCalls.WIDTH + VirtualCalls.CALL] = 0;
                    lost.places[lost.place * VirtualCalls.WIDTH] = 0;
                }
                Losses losses = recorder.losses;
                synchronized (losses) {
                    losses.count = losses.count + 1;
                }
            }
            errors.report(inMeasuring);
        }
    }

    private void exitTimed(ThreadLog log, long end, Object argument, Object result, Throwable failure) {
        OpenCalls open = log.open;
        int at = open.pop(id);
        if (at < 0) {
            // Was taken for lost, and counted as that.
            return;
        }
        try {
            int model = open.model(at);
            if (asynchronous && failure == null && result instanceof CompletionStage<?> stage) {
                observe(stage, recorder.model(model), open.start(at));
                return;
            }
            log.record(model, outcome(failure), recorder.values().duration(end - open.start(at)), items(argument));
        } catch (Throwable inMeasuring) {
            open.lost = open.lost + 1;
            errors.report(inMeasuring);
        }
    }

    private void exitSample(SampledCalls sampler, long end, Object argument, Throwable failure) {
        OpenCalls open = sampler.open;
        int at = open.pop(id);
        if (at < 0) {
            exitUntimed(sampler, argument, failure);
            return;
        }
        long nanos = recorder.values().duration(end - open.start(at));
        if (failure == null) {
            sampler.end(nanos);
            try {
                sampler.log.sample(sampler, nanos, items(argument));
            } catch (Throwable inMeasuring) {
                // Only its duration is lost: the call is counted.
                errors.report(inMeasuring);
            }
        } else {
            sampler.fail();
            recordFailure(sampler, nanos, argument, failure);
        }
    }

    /** A failure is recorded by itself, with the time that successful calls take. */
    private void exitUntimed(SampledCalls sampler, Object argument, Throwable failure) {
        if (failure == null) {
            sampler.end();
        } else {
            sampler.fail();
            recordFailure(sampler, sampler.typicalNanos(), argument, failure);
        }
    }

    private void recordFailure(SampledCalls sampler, long nanos, Object argument, Throwable failure) {
        try {
            sampler.log.record(sampler.model, outcome(failure), nanos, items(argument));
        } catch (Throwable inMeasuring) {
            sampler.open.lost = sampler.open.lost + 1;
            errors.report(inMeasuring);
        }
    }

    private void exitVirtual(VirtualCall call, long end, Object argument, Object result, Throwable failure) {
        if (call.place < 0) {
            try {
                ended(call.model, end, call.start, argument, result, failure);
            } finally {
                leave(call);
            }
            return;
        }
        VirtualCalls calls = recorder.virtualCalls();
        ended(recorder.model(calls.model(call.place)), end, calls.start(call.place), argument, result, failure);
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
            errors.report(inMeasuring);
        }
    }

    private void ended(Model model, long end, long start, Object argument, Object result, Throwable failure) {
        if (asynchronous && failure == null && result instanceof CompletionStage<?> stage) {
            observe(stage, model, start);
        } else {
            recorder.recordVirtual(
                    Thread.currentThread(), model.index(), outcome(failure), end - start, items(argument));
        }
    }

    /** Asks the application's own objects: whatever comes of it, the call is recorded. */
    private long items(Object argument) {
        if (items == null) {
            return 0;
        }
        try {
            return recorder.values().items(items.count(argument));
        } catch (Throwable failure) {
            errors.report(failure);
            return 0;
        }
    }

    private void observe(CompletionStage<?> stage, Model model, long start) {
        new Completion(recorder, outcomes, model, start, errors).observe(stage);
    }

    private int outcome(Throwable failure) {
        return failure == null ? SUCCESS : outcomes.of(failure);
    }

    @Override
    public void setEnabled(boolean enabled) {
        measuring.set(enabled);
    }
}
