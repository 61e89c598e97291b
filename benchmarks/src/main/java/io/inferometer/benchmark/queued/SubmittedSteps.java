package io.inferometer.benchmark.queued;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Requests that are tasks of an executor, which runs them a moment after they were submitted. Used by one thread. */
final class SubmittedSteps implements Work {

    /** A task of a named class, which the executor gets as it is. */
    private static final class Task implements Runnable {

        private final String id;

        Task(String id) {
            this.id = id;
        }

        @Override
        public void run() {
            length = id.length();
        }
    }

    private static volatile int length;

    private final Queue<Runnable> queue = new ArrayDeque<>();
    private final Executor executor = queue::add;
    private final boolean areLambdas;

    SubmittedSteps(boolean areLambdas) {
        this.areLambdas = areLambdas;
    }

    @Override
    public void request(String id) {
        if (areLambdas) {
            submitLambda(id);
        } else {
            submit(id);
        }
        queue.remove().run();
    }

    private void submit(String id) {
        executor.execute(new Task(id));
    }

    private void submitLambda(String id) {
        executor.execute(() -> length = id.length());
    }
}
