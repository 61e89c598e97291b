package io.inferometer.agent.async;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/** Runs a lambda in its place: its class cannot be instrumented. Its first run is the PROCESS, further ones are no stage. */
abstract class SubmittedTask {

    private final StageSite process;
    private final AtomicReference<Identity> id;

    private SubmittedTask(StageSite process, Identity id) {
        this.process = process;
        this.id = new AtomicReference<>(id);
    }

    Object begin() {
        Identity first = id.getAndSet(null);
        return first == null ? null : process.enter(null, first);
    }

    void end(Object call, Object result, Throwable failure) {
        process.exit(call, null, null, result, failure);
    }

    /** Of a {@link Runnable}. */
    static final class OfRunnable extends SubmittedTask implements Runnable {
        private final Runnable task;

        OfRunnable(Runnable task, StageSite process, Identity id) {
            super(process, id);
            this.task = task;
        }

        @Override
        public void run() {
            Object call = begin();
            Throwable failure = null;
            try {
                task.run();
            } catch (Throwable thrown) {
                failure = thrown;
                throw thrown;
            } finally {
                end(call, null, failure);
            }
        }

        @Override
        public String toString() {
            return task.toString();
        }
    }

    /** Of a {@link Callable}. */
    static final class OfCallable extends SubmittedTask implements Callable<Object> {
        private final Callable<?> task;

        OfCallable(Callable<?> task, StageSite process, Identity id) {
            super(process, id);
            this.task = task;
        }

        @Override
        public Object call() throws Exception {
            Object call = begin();
            Object result = null;
            Throwable failure = null;
            try {
                result = task.call();
                return result;
            } catch (Throwable thrown) {
                failure = thrown;
                throw thrown;
            } finally {
                end(call, result, failure);
            }
        }

        @Override
        public String toString() {
            return task.toString();
        }
    }
}
