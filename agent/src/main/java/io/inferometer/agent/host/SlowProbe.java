package io.inferometer.agent.host;

import io.inferometer.agent.log.Log;
import io.inferometer.agent.thread.AgentThread;
import io.inferometer.agent.thread.Task;
import io.inferometer.agent.thread.ThreadErrors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A source that may take long or not come back, and is asked on an agent thread of its own, which starts with the first look. A look
 * waits a moment for its answer; where that takes longer it has the answer to the look before, and where that is not there either, none:
 * what it tells is absent then, and counted.
 *
 * @param <T> an answer, immutable
 */
final class SlowProbe<T> implements Probe {

    /** Of a look, which other tasks wait for. */
    private static final long PATIENCE_NANOS = 100_000_000L;

    private final String source;
    private final Supplier<T> asking;
    private final BiConsumer<T, Readings> adding;
    private final ThreadErrors errors;
    private final Consumer<Thread> starting;
    private AgentThread thread;

    private volatile long asked;
    private volatile long answered;
    private volatile Thread waiting;

    /** Null if there is none. Written before {@link #answered}. */
    private T answer;

    /** The source failed at its last look. Written before {@link #answered}. */
    private boolean hasFailed;

    /** Whose failures were counted: the number of an answer. Used by the thread that looks. */
    private long counted;

    private boolean hasTold;

    /**
     * @param source its name, in the metric that counts failures and, behind {@code inferometer-}, of its thread
     * @param asking is called by its thread alone
     * @param adding runs on the thread that looks
     */
    SlowProbe(String source, Supplier<T> asking, BiConsumer<T, Readings> adding, ThreadErrors errors) {
        this(source, asking, adding, errors, Thread::start);
    }

    /** @param starting starts the thread */
    SlowProbe(
            String source,
            Supplier<T> asking,
            BiConsumer<T, Readings> adding,
            ThreadErrors errors,
            Consumer<Thread> starting) {
        this.source = source;
        this.asking = asking;
        this.adding = adding;
        this.errors = errors;
        this.starting = starting;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public void read(Readings readings) {
        tell(readings);
    }

    /** Adds what the source tells now, and returns whether it tells anything. */
    boolean tell(Readings readings) {
        if (thread == null && !start()) {
            readings.failed(source, 1);
            return false;
        }
        if (answered != asked) {
            readings.failed(source, 1);
            return false;
        }
        waiting = Thread.currentThread();
        T before = answer;
        boolean failedBefore = hasFailed;
        long question = asked + 1;
        asked = question;
        LockSupport.unpark(thread);
        boolean isAnswered = await();
        T latest = isAnswered ? answer : before;
        long number = isAnswered ? question : question - 1;
        readings.repeats(number == counted);
        counted = number;
        try {
            if (isAnswered ? hasFailed : failedBefore) {
                readings.failed(source, 1);
            }
            if (latest != null) {
                adding.accept(latest, readings);
            }
        } finally {
            readings.repeats(false);
        }
        return latest != null;
    }

    /** Returns false where the system has no more threads for this process, as it may have at the next look. */
    private boolean start() {
        AgentThread next = new AgentThread(source, (Task) this::turn, errors);
        try {
            starting.accept(next);
        } catch (OutOfMemoryError noThread) {
            errors.add(source, noThread);
            return false;
        }
        thread = next;
        return true;
    }

    private boolean await() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (long left = PATIENCE_NANOS; answered != asked && left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                // The interrupt ends this wait and is left for the code that it was meant for.
                boolean isOver = answered == asked;
                Thread.currentThread().interrupt();
                return isOver;
            }
        }
        return answered == asked;
    }

    /** Waits to be asked, and answers. */
    private boolean turn() {
        long question = asked;
        if (question == answered) {
            LockSupport.park(this);
            return true;
        }
        T found = null;
        boolean failed = false;
        try {
            found = asking.get();
        } catch (RuntimeException | LinkageError e) {
            failed = true;
            log(e);
        }
        answer = found;
        hasFailed = failed;
        answered = question;
        LockSupport.unpark(waiting);
        return true;
    }

    private void log(Throwable failure) {
        if (!hasTold) {
            hasTold = true;
            Log.debug("host metrics are incomplete: ".concat(source), failure);
        }
    }
}
