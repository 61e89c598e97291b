package io.inferometer.agent.aggregate;

import io.inferometer.agent.record.ExecutionStack;
import io.inferometer.agent.thread.Task;
import io.inferometer.exporter.api.ModelDetail;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.Snapshot;
import io.inferometer.exporter.api.Window;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;

/**
 * The aggregator's thread: drains, answers requests, cuts windows, and sleeps in between, for a second while there are calls,
 * then the longer the quieter it is. Writers wake it earlier when full chunks crowd: a wake-up costs some 40 µs of cold caches, which
 * many calls share. When nothing was recorded for eight seconds, it sleeps until something is, or until somebody asks; it
 * wakes for the end of a window only if somebody waits for windows.
 */
public final class AggregatorLoop implements Task {

    /**
     * How long calls may wait to be aggregated while nobody asks. The time of a model's latest call, and its place in the last minute, may be
     * late by as much.
     */
    private static final long BUSY_NANOS = 1_000_000_000L;

    /** A pause that would be as long is one without an end. */
    private static final long IDLE_NANOS = 8_000_000_000L;

    private static final long UNTIL_WOKEN = Long.MAX_VALUE;

    /** The longest that a caller waits for an answer. Any drain is shorter; without memory there may be no answer at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long a window is at most while the JVM ends. */
    private static final long LAST_INTERVAL_NANOS = 1_000_000_000L;

    private final Aggregator aggregator;
    private final WindowSink windows;
    private final MpscUnboundedVarHandleArrayQueue<Runnable> requests = new MpscUnboundedVarHandleArrayQueue<>(16);
    private volatile Thread thread;
    private volatile boolean asleep;

    /** Whether it sleeps for longer than threads that have ended may wait to be noticed. */
    private volatile boolean resting;

    private volatile boolean stopped;
    private volatile boolean hastened;
    private boolean hastening;

    private long intervalNanos;
    private long windowEnd;

    /** Cut and not yet handed over. */
    private Window cut;

    private long seen;
    private boolean begun;
    private boolean prepared;
    private boolean rehearsing;

    private long quietNanos = BUSY_NANOS;

    private boolean watching;
    private long watchedSince;

    /** Whether {@link #wake} ended the last sleep. */
    private boolean woken;

    /** @param interval the length of a window */
    public AggregatorLoop(Aggregator aggregator, Duration interval, WindowSink windows) {
        this.aggregator = aggregator;
        this.intervalNanos = interval.toNanos();
        this.windows = windows;
    }

    @Override
    public boolean turn() {
        if (!begun) {
            begin();
        }
        handOver();
        if (hastened && !hastening) {
            hastening = true;
            intervalNanos = Math.min(intervalNanos, LAST_INTERVAL_NANOS);
            windowEnd = System.nanoTime();
        }
        long now = System.nanoTime();
        aggregator.drain(now, System.currentTimeMillis());
        answerRequests();
        if (stopped) {
            return false;
        }
        if (now - windowEnd >= 0 && windows.isReady()) {
            cut(now, System.currentTimeMillis());
            windowEnd += intervalNanos * (1 + (now - windowEnd) / intervalNanos);
        }
        // Those that were drained for a request are among them.
        long calls = aggregator.aggregated() - seen;
        seen += calls;
        sleep(pause(calls, now, windowEnd));
        // Not while the JVM starts, nor while somebody waits for an answer.
        if (!prepared && !stopped && requests.isEmpty()) {
            prepared = true;
            rehearsing = true;
            try {
                rehearse(now);
            } finally {
                rehearsing = false;
            }
        }
        return true;
    }

    /** Links what a snapshot calls: a lambda that is linked first while there is no memory fails for good. */
    private void rehearse(long now) {
        aggregator.snapshot(now, System.currentTimeMillis());
        aggregator.totals(now, System.currentTimeMillis());
    }

    /** Called by the loop's thread: whether a snapshot in the making is a rehearsal, which nobody reads. */
    public boolean isRehearsing() {
        return rehearsing;
    }

    private void begin() {
        thread = Thread.currentThread();
        windowEnd = System.nanoTime() + intervalNanos;
        begun = true;
    }

    private void cut(long nowNanos, long nowMillis) {
        if (!windows.isReady()) {
            return;
        }
        cut = aggregator.cutWindow(nowNanos, nowMillis, hastened);
        handOver();
    }

    /** A window that could not be handed over is kept for the next turn; none is cut before it is gone. */
    private void handOver() {
        if (cut != null) {
            windows.accept(cut);
            cut = null;
        }
    }

    private long pause(long calls, long now, long windowEnd) {
        if (calls == 0) {
            quietNanos = Math.min(quietNanos * 2, IDLE_NANOS);
        } else {
            quietNanos = BUSY_NANOS;
            if (watching) {
                watching = false;
                aggregator.unwatch();
            }
        }
        long pause = quietNanos < IDLE_NANOS ? quietNanos : rest(now);
        return windows.isReady() && windows.isWanted() ? Math.min(pause, windowEnd - now) : pause;
    }

    /**
     * Writers tell of their next call from now on. The first look afterwards finds a call that slipped through while they were
     * told so, or that its writer announced and had not yet recorded.
     */
    private long rest(long now) {
        if (!watching || woken) {
            watching = true;
            watchedSince = now;
            aggregator.watch();
        }
        long left = watchedSince + BUSY_NANOS - now;
        return left > 0 ? left : UNTIL_WOKEN;
    }

    private void answerRequests() {
        for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
            request.run();
        }
    }

    private void sleep(long nanos) {
        asleep = true;
        woken = false;
        if (requests.isEmpty() && nanos > 0) {
            resting = nanos > BUSY_NANOS;
            LockSupport.parkNanos(this, nanos);
            resting = false;
            woken = !asleep;
        }
        asleep = false;
    }

    /**
     * Any thread: a chunk is full, or something happened after a rest. Wakes the loop if it must not sleep any longer; next to
     * nothing otherwise.
     *
     * @param urgent whether it must not
     */
    public void wake(boolean urgent) {
        if (urgent && asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    /**
     * Any thread, once a second: wakes the loop if it rests and a thread has ended, whose memory and context class loader are held
     * until the loop has drained its log. The JVM does not announce the end of a thread, so it is polled, by a thread that wakes once
     * a second anyway.
     */
    public void noticeEndedThreads() {
        if (resting && aggregator.hasEndedThreads()) {
            wake(true);
        }
    }

    private <T> T ask(Callable<T> question) {
        return ask(question, PATIENCE);
    }

    private <T> T ask(Callable<T> question, Duration patience) {
        // No CompletableFuture: its class fixes the common pool's size, which is the application's to choose.
        FutureTask<T> answer = new FutureTask<>(question);
        if (Thread.currentThread() == thread) {
            answer.run();
        } else {
            ExecutionStack.ensureSufficient();
            requests.offer(answer);
            LockSupport.unpark(thread);
        }
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the aggregator", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the aggregator did not answer within " + patience.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the aggregator could not answer: " + e.getCause(), e);
        }
    }

    private interface Reading {
        Snapshot at(long nowNanos, long nowMillis);
    }

    private Snapshot read(Reading reading) {
        return ask(() -> {
            long now = System.nanoTime();
            long millis = System.currentTimeMillis();
            aggregator.drain(now, millis);
            return reading.at(now, millis);
        });
    }

    /** Everything as of now, including what was recorded a moment ago. Any thread; waits for the loop. */
    public Snapshot snapshot() {
        return read(aggregator::snapshot);
    }

    /** As {@link #snapshot}, but without the last minute and with histograms of scale 0. Any thread; waits for the loop. */
    public Snapshot totals() {
        return read(aggregator::totals);
    }

    /** As {@link #snapshot}, but without models. Any thread; waits for the loop. */
    public Snapshot overview() {
        return read(aggregator::overview);
    }

    /**
     * The next models in order, as of the latest {@link #overview} or later. Any thread; waits for the loop.
     *
     * @param after the model before them; null for the first models
     * @param limit how many at most
     * @return none after the last
     */
    public List<ModelDetail> details(ModelId after, int limit) {
        return ask(() -> aggregator.details(after, limit));
    }

    /** Cuts and hands over the window in progress now. Any thread; waits for the loop. */
    public void flush() {
        flush(PATIENCE);
    }

    /**
     * Cuts and hands over the window in progress now. Any thread.
     *
     * @param patience how long to wait for the loop
     * @throws IllegalStateException if it has not answered by then, or could not
     */
    public void flush(Duration patience) {
        ask(
                () -> {
                    long now = System.nanoTime();
                    long millis = System.currentTimeMillis();
                    handOver();
                    aggregator.drain(now, millis);
                    cut(now, millis);
                    return null;
                },
                patience);
    }

    /** Forgets the last minute, not the totals. Any thread; waits for the loop. */
    public void resetRecent() {
        ask(() -> {
            aggregator.drain(System.nanoTime(), System.currentTimeMillis());
            aggregator.resetRecent(System.nanoTime());
            return null;
        });
    }

    /** Cuts the window in progress now, and from now on one a second: the JVM ends, perhaps soon. Any thread; waits for nothing. */
    public void hasten() {
        hastened = true;
        LockSupport.unpark(thread);
    }

    /** Ends the loop. What is recorded afterwards stays where it is. */
    public void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }
}
