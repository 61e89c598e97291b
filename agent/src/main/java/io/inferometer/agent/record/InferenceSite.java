package io.inferometer.agent.record;

import java.util.concurrent.CompletionStage;

/**
 * A method each call of which is one inference. A record, because the JIT compiler trusts the final fields of records: the
 * site is a constant of its call sites, and so is everything it holds.
 *
 * @param recorder where calls go
 * @param threads the recorder's
 * @param clock the recorder's
 * @param samplers a cache, indexed by thread id, of what counts calls of which not all are timed
 * @param models finds the model of a call from its instance
 * @param virtual measures calls of virtual threads, and knows what becomes of any call
 * @param id unlike that of any other site, but for methods of which only the outermost call on a thread counts: these share it
 * @param outermost whether calls inside a call of the same id, on a thread, belong to that one
 * @param asynchronous whether the result may be a {@link CompletionStage}, to be measured to completion
 * @param plain whether a successful call ends when the method returns, and nothing but its time is measured
 * @param errors takes what goes wrong in here
 * @param measuring turns it off and on
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record InferenceSite(
        Recorder recorder,
        ThreadLogs threads,
        CallClock clock,
        SampledCalls[] samplers,
        ModelFinder models,
        VirtualCallSite virtual,
        int id,
        boolean outermost,
        boolean asynchronous,
        boolean plain,
        SiteErrors errors,
        Switch measuring)
        implements Site {

    private static final int SAMPLERS = 128;

    /**
     * A site that knows how to measure.
     *
     * @param outcomes sorts exceptions
     * @param readers what is read of a call
     * @param nesting what {@code outermost} needs on virtual threads; the same for all sites
     * @param measuring turns it, and whatever shares it, off and on
     */
    public InferenceSite(
            Recorder recorder,
            ModelFinder models,
            Outcomes outcomes,
            CallReaders readers,
            int id,
            boolean outermost,
            boolean asynchronous,
            VirtualNesting nesting,
            SiteErrors errors,
            Switch measuring) {
        this(
                recorder,
                recorder.threads(),
                recorder.clock(),
                new SampledCalls[SAMPLERS],
                models,
                new VirtualCallSite(
                        recorder,
                        recorder.virtualCalls(),
                        recorder.carriers(),
                        new CallResults(recorder, outcomes, readers, errors),
                        id,
                        outermost,
                        asynchronous,
                        nesting),
                id,
                outermost,
                asynchronous,
                !asynchronous && !readers.any(),
                errors,
                measuring);
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
                return virtual.enter(thread, model);
            }
            OpenCalls open = log.open;
            if ((!open.isEmpty() || open.hasSampled) && belongsToAnother(log)) {
                return null;
            }
            open.push(id, model.index(), clock.nanos());
            return log;
        } catch (Throwable failure) {
            if (SiteErrors.CAN_STOP && failure instanceof ThreadDeath) {
                // The thread ends. If the call is open already, it is found lost.
                throw (Error) failure;
            }
            LostCalls lost = recorder.lostCalls;
            synchronized (lost) {
                lost.count = lost.count + 1;
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
                recorder.lostCalls.removeLost(log);
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
                return virtual.enter(thread, model);
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
            sampler.open.pushSample(id, model.index(), clock.nanos());
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

    @Override
    public void exit(Object call, Object self, Object argument, Object result, Throwable failure) {
        exit(call, self, argument, 0, result, failure);
    }

    @Override
    public void exit(Object call, Object self, long number, Object result, Throwable failure) {
        exit(call, self, null, number, result, failure);
    }

    private void exit(Object call, Object self, Object argument, long number, Object result, Throwable failure) {
        if (call == null) {
            return;
        }
        if (call instanceof ThreadLog log) {
            exitTimed(log, self, argument, number, result, failure);
            return;
        }
        try {
            if (call instanceof SampledCalls sampler) {
                exitUntimed(sampler, self, argument, number, failure);
            } else if (call instanceof VirtualCall inFlight) {
                virtual.exit(inFlight, clock.nanos(), self, argument, number, result, failure);
            } else {
                SampledCalls sampler = ((SampledCalls.Timed) call).calls;
                exitSample(sampler, clock.nanos(), self, argument, number, result, failure);
            }
        } catch (Throwable inMeasuring) {
            // What is still open is found, and lost, later.
            if (call instanceof SampledCalls sampler) {
                sampler.open.doubtful = true;
            } else if (call instanceof SampledCalls.Timed sample) {
                sample.calls.open.doubtful = true;
            } else if (call instanceof VirtualCall unrecorded) {
                if (unrecorded.owners != null) {
                    unrecorded.call = 0;
                    unrecorded.owners[unrecorded.place] = 0;
                }
                LostCalls lost = recorder.lostCalls;
                synchronized (lost) {
                    lost.count = lost.count + 1;
                }
            }
            errors.report(inMeasuring);
        }
    }

    /**
     * Two handlers behind one another: one within the other, with all these values in reach, costs every call 3 ns on JDK 17, and
     * handlers that use {@code calls} in place of looking it up again cost up to 2. Only the usual way is here: a method that HotSpot's
     * C2 has compiled to more than 2,500 bytes (InlineSmallCode) becomes part of no caller any more, which costs up to 7.
     */
    private void exitTimed(ThreadLog log, Object self, Object argument, long number, Object result, Throwable failure) {
        OpenCalls calls = log.open;
        long end;
        int at;
        try {
            end = clock.nanos();
            at = calls.pop(id);
        } catch (Throwable inMeasuring) {
            log.open.doubtful = true;
            errors.report(inMeasuring);
            return;
        }
        if (at < 0) {
            // Was taken for lost, and counted as that.
            return;
        }
        try {
            if (plain && failure == null) {
                log.recordPlain(calls.model(at), end - calls.start(at), recorder);
            } else {
                record(log, at, end, self, argument, number, result, failure);
            }
        } catch (Throwable inMeasuring) {
            OpenCalls open = log.open;
            open.lost = open.lost + 1;
            errors.report(inMeasuring);
        }
    }

    private void record(
            ThreadLog log,
            int at,
            long end,
            Object self,
            Object argument,
            long number,
            Object result,
            Throwable failure) {
        int model = log.open.model(at);
        long start = log.open.start(at);
        CallResults results = virtual.results();
        if (asynchronous && failure == null && result instanceof CompletionStage<?> stage) {
            results.observe(stage, recorder.model(model), start, self, argument, number);
            return;
        }
        long nanos = recorder.values().duration(end - start);
        if (results.readsMore()) {
            log.record(
                    model,
                    results.outcome(failure),
                    nanos,
                    results.readAll(log.values(), self, argument, number, result, failure));
        } else {
            log.record(model, results.outcome(failure), nanos, results.items(self, argument, number, failure));
        }
    }

    private void exitSample(
            SampledCalls sampler,
            long end,
            Object self,
            Object argument,
            long number,
            Object result,
            Throwable failure) {
        OpenCalls open = sampler.open;
        int at = open.pop(id);
        if (at < 0) {
            exitUntimed(sampler, self, argument, number, failure);
            return;
        }
        long nanos = recorder.values().duration(end - open.start(at));
        if (failure == null) {
            sampler.end(nanos);
            try {
                CallResults results = virtual.results();
                if (results.readsMore()) {
                    ThreadLog log = sampler.log;
                    log.sample(sampler, nanos, results.readAll(log.values(), self, argument, number, result, null));
                } else {
                    sampler.log.sample(sampler, nanos, results.items(self, argument, number, null));
                }
            } catch (Throwable inMeasuring) {
                // Only its duration is lost: the call is counted.
                errors.report(inMeasuring);
            }
        } else {
            sampler.fail();
            recordFailure(sampler, nanos, self, argument, number, failure);
        }
    }

    /** A failure is recorded by itself, with the time that successful calls take. */
    private void exitUntimed(SampledCalls sampler, Object self, Object argument, long number, Throwable failure) {
        if (failure == null) {
            sampler.end();
        } else {
            sampler.fail();
            recordFailure(sampler, sampler.typicalNanos(), self, argument, number, failure);
        }
    }

    private void recordFailure(
            SampledCalls sampler, long nanos, Object self, Object argument, long number, Throwable failure) {
        try {
            CallResults results = virtual.results();
            if (results.readsMore()) {
                ThreadLog log = sampler.log;
                log.record(
                        sampler.model,
                        results.outcome(failure),
                        nanos,
                        results.readAll(log.values(), self, argument, number, null, failure));
            } else {
                sampler.log.record(
                        sampler.model, results.outcome(failure), nanos, results.items(self, argument, number, failure));
            }
        } catch (Throwable inMeasuring) {
            sampler.open.lost = sampler.open.lost + 1;
            errors.report(inMeasuring);
        }
    }
}
