package io.inferometer.agent.record;

import java.util.concurrent.atomic.AtomicLong;

/**
 * All that was recorded and not yet aggregated, in one JVM. Application threads record; one thread drains.
 *
 * <p>Thread-safe, but for {@link #drain}, {@link #watch}, {@link #unwatch}, {@link #awaitFolds}, {@link #reap} and {@link #inFlight},
 * which belong to the aggregator thread.
 */
public final class Recorder {

    private static final long LONGEST_FOLD_NANOS = 1_000_000_000L;

    private final CallClock clock;
    private final ChunkExchange exchange;
    private final Models models = new Models();
    private final ThreadLogs threads;
    private final Stripes stripes;
    private final EventLogs logs;
    private final AtomicLong foldedWithoutLog = new AtomicLong();
    private final EventValues values = new EventValues();
    private final Samplers samplers = new Samplers();
    private final VirtualCalls virtualCalls = new VirtualCalls();
    private final Carriers carriers;
    private final int[] copy = new int[Chunk.CAPACITY];
    private final EventCursor published = new EventCursor();

    /** Read by name where there may be no stack left for a call. */
    final LostCalls lostCalls = new LostCalls();

    private volatile Waker waker = urgent -> {};

    /** One that times calls by {@link System#nanoTime}. */
    public Recorder() {
        this(CallClock.NANOTIME);
    }

    /** @param clock what calls are timed by */
    public Recorder(CallClock clock) {
        this(clock, ChunkExchange.LIMIT);
    }

    /** @param chunkLimit how many chunks may wait to be aggregated; beyond that calls are folded */
    Recorder(int chunkLimit) {
        this(CallClock.NANOTIME, chunkLimit);
    }

    private Recorder(CallClock clock, int chunkLimit) {
        this.clock = clock;
        exchange = new ChunkExchange(chunkLimit);
        Waker waking = urgent -> waker.wake(urgent);
        logs = new EventLogs(() -> new Stripe(exchange, models, waking));
        stripes = logs.stripes();
        threads = new ThreadLogs(thread -> {
            // Before the thread has it. Where that fails after all, it stays empty until the thread ends.
            ThreadLog log = logs.add(new ThreadLog(thread, exchange, models, waking));
            if (logs.isCrowded()) {
                waking.wake(true);
            }
            return log;
        });
        carriers = new Carriers(threads, virtualCalls);
    }

    /**
     * Says whom to wake when a chunk is full, or when an event is recorded after {@link #watch}.
     *
     * @param wake called by application threads; must be cheap
     */
    public void onFullChunk(Waker wake) {
        waker = wake;
    }

    /**
     * Makes a model known. Rare; callers take turns.
     *
     * @throws IllegalStateException beyond 2^19 models
     */
    public Model newModel() {
        return newModel(Timing.ALL);
    }

    /**
     * The same, with {@code timing} for its calls.
     *
     * @throws IllegalStateException beyond 2^19 models
     */
    public Model newModel(Timing timing) {
        return models.add(timing);
    }

    /** The model with this index. */
    public Model model(int index) {
        return models.get(index);
    }

    public int modelCount() {
        return models.count();
    }

    /**
     * Says where in the code a site is. Without it an open call of the site whose exit was lost stays open until an exit
     * further out.
     *
     * @param site its id
     */
    public void place(int site, String className, String methodName) {
        lostCalls.place(site, className, methodName);
    }

    /** What calls are timed by. */
    public CallClock clock() {
        return clock;
    }

    EventValues values() {
        return values;
    }

    ThreadLogs threads() {
        return threads;
    }

    VirtualCalls virtualCalls() {
        return virtualCalls;
    }

    Carriers carriers() {
        return carriers;
    }

    /** The open calls of a platform thread, or null for a virtual one. */
    ThreadLog log(Thread current) {
        return threads.of(current);
    }

    /** Records one finished call of the current thread, wherever that belongs. */
    void record(Thread current, Model model, int outcome, long nanos, long items) {
        ThreadLog log = threads.of(current);
        if (log != null) {
            log.record(model.index(), outcome, values.duration(nanos), items);
        } else {
            recordVirtual(carriers.log(), model.index(), outcome, nanos, items, null);
        }
    }

    /**
     * The same for a call of which more is known.
     *
     * @param more what {@link #values} has put there
     */
    void record(Thread current, Model model, int outcome, long nanos, MeasureValues more) {
        ThreadLog log = threads.of(current);
        if (log != null) {
            log.record(model.index(), outcome, values.duration(nanos), more);
        } else {
            recordVirtual(carriers.log(), model.index(), outcome, nanos, more.items(), more);
        }
    }

    /**
     * Records a call of the current, virtual thread of which no more is known.
     *
     * @param log that of its carrier, where it may not have waited since; null where that is not known
     */
    void recordVirtual(ThreadLog log, int model, int outcome, long nanos) {
        if (log != null) {
            log.record(model, outcome, values.duration(nanos), 0);
        } else {
            recordVirtual(null, model, outcome, nanos, 0, null);
        }
    }

    /**
     * The same.
     *
     * @param items not positive when not known
     * @param more null where no more than the items are known
     */
    void recordVirtual(ThreadLog log, int model, int outcome, long nanos, long items, MeasureValues more) {
        long duration = values.duration(nanos);
        if (log != null && more == null) {
            log.record(model, outcome, duration, items);
            return;
        }
        if (log != null) {
            log.record(model, outcome, duration, more);
            return;
        }
        if (stripes.tryRecord(Threads.id(Thread.currentThread()), model, outcome, duration, items, more)) {
            return;
        }
        ExecutionStack.ensureSufficient();
        if (more == null) {
            models.prepare(model, outcome, duration, items);
            foldedWithoutLog.getAndIncrement();
            models.call(model, outcome, duration, items);
        } else {
            models.prepare(model, outcome, duration, more);
            foldedWithoutLog.getAndIncrement();
            models.call(model, outcome, duration, more);
        }
    }

    /** The sampler of a model at a site on the thread of this log, which is the current one. */
    SampledCalls sampler(ThreadLog log, Model model, int site) {
        return samplers.of(log, model, site);
    }

    /**
     * Gives {@code sink} everything that is published and not yet taken. Folded calls are not among it: see {@link
     * Model#folded}. An error of the sink loses nothing: the next drain goes on with what it did not take.
     *
     * @return how many calls that were
     */
    public long drain(CallSink sink) {
        long calls = published.drainTo(sink);
        calls += exchange.drain(sink);
        for (EventLog log = logs.first(); log != null; log = log.next) {
            calls += drainPublished(log, sink);
        }
        // A chunk handed over while its log was looked at has left newer events of that log behind it, not older ones.
        return calls + (exchange.hasFull() ? exchange.drain(sink) : 0);
    }

    private long drainPublished(EventLog log, CallSink sink) {
        long left = published.drainTo(sink);
        return left + log.drainPublished(published, copy, sink);
    }

    /**
     * Has the waker told of the next event of each thread. It may not be told of one recorded at this very moment: who
     * wants to rely on it drains once more, a while later. Of calls that are sampled only the timed ones are events.
     */
    public void watch() {
        logs.watch();
    }

    /** Ends {@link #watch}. */
    public void unwatch() {
        logs.unwatch();
    }

    /**
     * Waits for writers that took their events back from the last {@link #drain} to fold them: from then on everything that was
     * recorded before it is either drained or folded. That takes microseconds, or as long as the system lets such a writer wait
     * for a processor; after a second nobody waits any more.
     */
    public void awaitFolds() {
        logs.awaitFolds(System.nanoTime() + LONGEST_FOLD_NANOS);
    }

    /**
     * Drains and forgets the logs of threads that have ended. After an error the next time goes on.
     *
     * @return how many calls were still in them
     */
    public long reap(CallSink sink) {
        long calls = 0;
        int live = 0;
        for (EventLog each = logs.first(); each != null; each = each.next) {
            if (each instanceof ThreadLog log && log.hasEnded()) {
                calls += exchange.drain(sink) + drainPublished(log, sink);
                log.finishFold();
                logs.close(log);
                samplers.forget(log, sink);
                threads.remove(log);
                virtualCalls.giveBackLane(log);
                logs.remove(log);
                log.release();
            } else {
                live++;
            }
        }
        logs.reaped(live);
        return calls;
    }

    /** Whether {@link #reap} has something to do: a thread that recorded has ended. Any thread. */
    public boolean hasEndedThreads() {
        return logs.hasEnded();
    }

    /** Whether so many threads began to record since the last {@link #reap} that the next should not wait. Any thread. */
    public boolean isCrowded() {
        return logs.isCrowded();
    }

    /**
     * The weight of a sample; see {@link CallSink#sample}. The aggregator's thread only.
     *
     * @return 0 when its calls are accounted for
     */
    public long weight(long sampler, long calls) {
        return samplers.weight(sampler, calls);
    }

    /** The calls that the latest {@link #weight} stood for have been counted. The aggregator's thread only. */
    public void accounted(long weight) {
        samplers.accounted(weight);
    }

    /** Tells {@code sink} of all calls that were counted and that no sample has accounted for. */
    public void drainUntimed(CallSink sink) {
        samplers.drainUntimed(sink);
    }

    /** Tells {@code sink} of every call in flight at {@code nowNanos}, a reading of {@link System#nanoTime}. */
    public void inFlight(long nowNanos, InFlightSink sink) {
        long now = nowNanos + clock.lead();
        lostCalls.closeUnclosed();
        logs.visit(now, sink);
        virtualCalls.visit(now, sink);
        models.visit(now, sink);
    }

    /** Calls whose end was recorded. The aggregator's thread only. */
    public long recorded() {
        return logs.recorded() + foldedWithoutLog.get() + samplers.calls();
    }

    /**
     * Calls that began and that could not be recorded, because memory or stack ran out in measuring them. One whose end was not even
     * noticed is found later: see the package. The aggregator's thread only.
     */
    public long lost() {
        return logs.lost() + lostCalls.count;
    }

    /** Calls that their own threads aggregated. */
    public long folded() {
        return models.folded();
    }

    /** Times of calls that seemed to end before they began, or 73 years later, and were counted as the nearest possible. */
    public long clamped() {
        return values.clamped();
    }

    /** Numbers, such as the size of a batch or tokens, that made no sense; their calls were counted without. */
    public long ignoredItems() {
        return values.ignoredItems();
    }
}
