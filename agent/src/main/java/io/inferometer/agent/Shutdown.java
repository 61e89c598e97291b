package io.inferometer.agent;

import io.inferometer.agent.config.Options;
import io.inferometer.agent.delivery.UndeliveredWindows;
import io.inferometer.agent.log.Log;
import io.inferometer.agent.thread.AgentThread;
import io.inferometer.agent.thread.Task;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.agent.thread.UninterruptedThread;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The JVM's end, when there is someone to tell.
 *
 * <pre>
 *  end begins ──► hooks, of the application and ours ───────────► slot ──► halt
 *                  │ cut and deliver at once, then every second    │ last cut, delivered: at most shutdown.timeout
 *                  └── an application's hook may halt the JVM      └── waits for the thread inferometer-shutdown
 * </pre>
 *
 * <p>Calls that end while the application drains in its own hooks are thus measured and delivered. Where the slot is not to be had,
 * our hook does its work, beside the others.
 */
final class Shutdown implements Task, Runnable {

    /** A JVM that ends at once has its only window written to disk first, whatever {@code shutdown.timeout} says. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    /** Left for saying what was not delivered. */
    private static final Duration LAST_WORDS = Duration.ofMillis(20);

    /** Between two looks whether exporters are there yet. */
    private static final Duration EXPORTERS_PAUSE = Duration.ofMillis(5);

    private final Core core;
    private final Startup startup;
    private final ThreadErrors errors;
    private final AgentThread hook;
    private final AgentThread last;
    private volatile boolean hasSlot;
    private volatile boolean hooksEnded;

    /** The end may begin while the slot is being taken: then both the hook and the slot come here. */
    private final AtomicBoolean delivering = new AtomicBoolean();

    /** Made when it is not known how soon the end will be. */
    Shutdown(Core core, Startup startup) {
        this.core = core;
        this.startup = startup;
        this.errors = core.errors();
        this.last = new UninterruptedThread("shutdown", this, errors);
        this.hook = new UninterruptedThread(
                "hook",
                () -> {
                    beginEnd();
                    return false;
                },
                errors);
    }

    /** Registers the shutdown hook. Has no effect once the JVM's end has begun; nothing was measured before. */
    void register() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException ending) {
            errors.count(ending);
        }
    }

    /** Takes a slot after all shutdown hooks, if there is one. */
    void takeSlot(Instrumentation instrumentation) {
        hasSlot = ShutdownSlot.take(instrumentation, this);
    }

    private void beginEnd() {
        try {
            // Asked before the starter is hurried, which makes what is asked for.
            if (!core.hasMeasured()) {
                return;
            }
            startup.hurry();
            core.parts().loop().hasten();
            if (hasSlot) {
                last.start();
            } else {
                deliver();
            }
        } catch (Throwable failure) {
            // Not tried again: the end of the JVM waits for this thread.
            errors.add("the JVM's end", failure);
        }
    }

    /** In the slot, on the thread that ends the JVM: waits for an agent thread and does nothing else. */
    @Override
    public void run() {
        try {
            hooksEnded = true;
            if (last.getState() == Thread.State.NEW) {
                last.start();
            }
            LockSupport.unpark(last);
            await(last, limit());
        } catch (Throwable failure) {
            errors.add("the JVM's end", failure);
        }
    }

    private static void await(Thread thread, Duration limit) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + limit.toNanos();
        for (long left = limit.toMillis();
                left > 0 && thread.isAlive();
                left = (deadline - System.nanoTime()) / 1_000_000) {
            try {
                thread.join(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** On the thread that was started when the end began: waits for the hooks, and delivers what is left. */
    @Override
    public boolean turn() {
        if (!hooksEnded) {
            LockSupport.park(this);
            return true;
        }
        try {
            deliver();
        } catch (Throwable failure) {
            errors.add("the last delivery", failure);
            Log.warn("windows of the JVM's end may be lost: " + failure);
        }
        return false;
    }

    private Duration limit() {
        Duration timeout = core.config().get(Options.SHUTDOWN_TIMEOUT);
        return timeout.compareTo(LEAST) > 0 ? timeout : LEAST;
    }

    private void deliver() throws InterruptedException {
        if (!core.hasMeasured() || !delivering.compareAndSet(false, true)) {
            return;
        }
        long begin = System.nanoTime();
        long end = begin + limit().minus(LAST_WORDS).toNanos();
        long deadline =
                Math.min(begin + core.config().get(Options.SHUTDOWN_TIMEOUT).toNanos(), end);
        while (core.exporters() == null && !startup.isOver() && end - System.nanoTime() > 0) {
            LockSupport.parkNanos(EXPORTERS_PAUSE.toNanos());
        }
        if (core.exporters() == null) {
            Log.warn("the JVM ended while the agent was starting: what was measured until then is lost");
            return;
        }
        try {
            core.lookLast();
            core.parts().loop().flush(left(end));
        } catch (RuntimeException failure) {
            Log.warn("the last window could not be cut, calls since the one before are lost: " + failure.getMessage());
        }
        core.exporters().close(deadline, end).forEach(this::say);
        core.parts().stages().closeFile(end);
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    private void say(UndeliveredWindows leftover) {
        String name = "exporter " + leftover.exporter() + ": ";
        if (leftover.kept() > 0) {
            Log.info(name + leftover.kept() + " windows not delivered yet; they wait in "
                    + core.config().get(Options.SPOOL_DIRECTORY) + " for the next start");
        }
        if (leftover.lost() > 0) {
            Log.warn(name + leftover.lost() + " windows could not be delivered within shutdown.timeout="
                    + core.config().get(Options.SHUTDOWN_TIMEOUT).toMillis() + "ms and are lost");
        }
    }
}
