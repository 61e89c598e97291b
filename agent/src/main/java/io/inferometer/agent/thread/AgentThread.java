package io.inferometer.agent.thread;

import java.util.concurrent.locks.LockSupport;

/**
 * A thread of the agent: a daemon, so that it does not keep the JVM alive; named {@code inferometer-…}; with the agent's loader as
 * context, so that it does not keep an application's loader alive. It ends when its task does, and for no other reason.
 */
public class AgentThread extends Thread implements Thread.UncaughtExceptionHandler {

    /** What most JVMs give. With {@code -Xss} the application may ask for stacks that are enough for its own threads alone. */
    private static final long STACK_BYTES = 1 << 20;

    private static final long FIRST_PAUSE_NANOS = 10_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 1_000_000_000L;

    private final Task task;
    private final ThreadErrors errors;
    private long pauseNanos = FIRST_PAUSE_NANOS;

    /** @param name what follows {@code inferometer-} */
    public AgentThread(String name, Task task, ThreadErrors errors) {
        super(null, null, "inferometer-".concat(name), STACK_BYTES, false);
        this.task = task;
        this.errors = errors;
        setDaemon(true);
        setContextClassLoader(AgentThread.class.getClassLoader());
        setUncaughtExceptionHandler(this);
    }

    @Override
    public final void run() {
        boolean more = true;
        while (more) {
            try {
                more = turn();
            } catch (Throwable again) {
                // Thread.stop may strike a second time while the first failure is taken care of.
                more = true;
            }
        }
    }

    private boolean turn() {
        try {
            // Left over from the last turn, or the application's doing: it would end each wait at once.
            interrupted();
            boolean more = task.turn();
            pauseNanos = FIRST_PAUSE_NANOS;
            return more;
        } catch (InterruptedException noError) {
            return true;
        } catch (Throwable failure) {
            long pause = pauseNanos;
            pauseNanos = Math.min(pause * 2, LONGEST_PAUSE_NANOS);
            errors.add(getName(), failure);
            pause(pause);
            return true;
        }
    }

    /** An interrupt, or somebody who wakes the task, does not cut it short. */
    private void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            interrupted();
            LockSupport.parkNanos(this, left);
        }
    }

    /** The last resort: not even what {@link #run} could not catch reaches the application's handler. */
    @Override
    public final void uncaughtException(Thread thread, Throwable failure) {
        errors.add(getName(), failure);
    }
}
