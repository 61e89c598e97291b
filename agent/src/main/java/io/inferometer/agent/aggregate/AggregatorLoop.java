package io.inferometer.agent.aggregate;

import io.inferometer.exporter.api.Snapshot;
import io.inferometer.exporter.api.Window;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;

/**
 * The aggregator's thread: drains, answers requests, cuts windows, and sleeps in between, for a second while there are calls,
 * then the longer the quieter it is. Writers wake it earlier when full chunks crowd: a wake-up costs some 40 µs of cold caches, which
 * many calls share. While nothing is recorded it wakes every ten seconds at most, and for the end of the window.
 */
public final class AggregatorLoop implements Runnable {

    /**
     * How long calls may wait to be aggregated while nobody asks: so much late the time of a model's latest call may be, and
     * so much late a call may be in the last minute.
     */
    private static final long BUSY_NANOS = 1_000_000_000L;

    private static final long IDLE_NANOS = 10_000_000_000L;

    /** Long enough for any drain; whoever asks must not hang if the loop has died. */
    private static final long ANSWER_SECONDS = 5;

    private final Aggregator aggregator;
    private final long intervalNanos;
    private final Consumer<Window> windows;
    private final Consumer<Throwable> failures;
    private final MpscUnboundedVarHandleArrayQueue<Runnable> requests = new MpscUnboundedVarHandleArrayQueue<>(16);
    private volatile Thread thread;
    private volatile boolean asleep;

    private volatile boolean stopped;

    /**
     * @param interval the length of a window
     * @param windows takes each window; must not block
     * @param failures told of what should not happen; the loop goes on
     */
    public AggregatorLoop(
            Aggregator aggregator, Duration interval, Consumer<Window> windows, Consumer<Throwable> failures) {
        this.aggregator = aggregator;
        this.intervalNanos = interval.toNanos();
        this.windows = windows;
        this.failures = failures;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        long windowEnd = System.nanoTime() + intervalNanos;
        long pause = BUSY_NANOS;
        while (!stopped) {
            try {
                long now = System.nanoTime();
                long calls = aggregator.drain(now, System.currentTimeMillis());
                answerRequests();
                if (now - windowEnd >= 0) {
                    windows.accept(aggregator.cutWindow(now, System.currentTimeMillis()));
                    windowEnd += intervalNanos * (1 + (now - windowEnd) / intervalNanos);
                }
                pause = calls > 0 ? BUSY_NANOS : Math.min(pause * 2, IDLE_NANOS);
                sleep(Math.min(pause, windowEnd - System.nanoTime()));
            } catch (Throwable failure) {
                failures.accept(failure);
                sleep(BUSY_NANOS);
            }
        }
        answerRequests();
    }

    private void answerRequests() {
        for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
            request.run();
        }
    }

    private void sleep(long nanos) {
        asleep = true;
        if (requests.isEmpty() && nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
        asleep = false;
    }

    /**
     * Any thread: a chunk is full. Wakes the loop if it must not sleep any longer; next to nothing otherwise.
     *
     * @param crowded whether writers may soon have to fold
     */
    public void wake(boolean crowded) {
        if (crowded && asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    private <T> T ask(Callable<T> question) {
        // No CompletableFuture: its class fixes the common pool's size, which is the application's to choose.
        FutureTask<T> answer = new FutureTask<>(question);
        if (Thread.currentThread() == thread) {
            answer.run();
        } else {
            requests.offer(answer);
            LockSupport.unpark(thread);
        }
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the aggregator", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the aggregator did not answer: " + e, e);
        }
    }

    /** Everything as of now, including what was recorded a moment ago. Any thread; waits for the loop. */
    public Snapshot snapshot() {
        return ask(() -> {
            long now = System.nanoTime();
            long millis = System.currentTimeMillis();
            aggregator.drain(now, millis);
            return aggregator.snapshot(now, millis);
        });
    }

    /** Cuts and hands over the window in progress now. Any thread; waits for the loop. */
    public void flush() {
        ask(() -> {
            long now = System.nanoTime();
            long millis = System.currentTimeMillis();
            aggregator.drain(now, millis);
            windows.accept(aggregator.cutWindow(now, millis));
            return null;
        });
    }

    /** Forgets the last minute, not the totals. Any thread; waits for the loop. */
    public void resetRecent() {
        ask(() -> {
            aggregator.drain(System.nanoTime(), System.currentTimeMillis());
            aggregator.resetRecent(System.nanoTime());
            return null;
        });
    }

    /** Ends the loop. What is recorded afterwards stays where it is. */
    public void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }
}
