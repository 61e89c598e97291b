package io.inferometer.agent.it.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that queues its requests as tasks of executors, in every way there is; it fails if one of them works otherwise than written. */
public final class TaskServer {

    /** How many requests succeeded, failed, or are never run. */
    private int succeeded;

    private int failed;
    private int waiting;

    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final AtomicInteger ran = new AtomicInteger();

    private TaskServer() {}

    private void handle(Executor executor, Runnable task) {
        executor.execute(task);
    }

    private <T> Future<T> handle(ExecutorService executor, Callable<T> task) {
        return executor.submit(task);
    }

    private String handle(ThreadPoolExecutor executor, Runnable task, long ignored) throws Exception {
        // In the midst of an expression, and with a further argument.
        return "result " + ignored + executor.submit(task, "!").get() + ignored;
    }

    private ForkJoinTask<?> handle(ForkJoinPool executor, Runnable task) {
        return executor.submit(task);
    }

    private void handle(List<String> requests) {
        requests.forEach(request -> pool.execute(() -> ran.addAndGet(request.length())));
    }

    private static void nothing() {}

    /** Has a result. */
    static final class Question implements Callable<String> {
        @Override
        public String call() throws IOException {
            throw new IOException("no such object");
        }
    }

    /** A kind of task of the application's own. */
    interface Named extends Runnable {
        default String name() {
            return "named";
        }
    }

    public static void main(String[] arguments) throws Exception {
        TaskServer server = new TaskServer();
        server.lambdas();
        server.inOrder();
        server.rejected();
        server.inTheCall();
        server.again();
        server.unmeasured();
        server.ofItsOwn();
        if (Runtime.version().feature() >= 21) {
            server.onVirtualThreads();
        }
        nothing();
        System.out.println("done " + server.succeeded + " " + server.failed + " " + server.waiting);
        while (System.in.read() >= 0) {}
        System.exit(0);
    }

    private static void check(boolean isRight, String what) {
        if (!isRight) {
            throw new AssertionError(what);
        }
    }

    /** One thread, and room for one task that waits. */
    private static ThreadPoolExecutor full(RejectedExecutionHandler handler) {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), handler);
    }

    private static void end(ExecutorService executor) throws InterruptedException {
        executor.shutdown();
        check(executor.awaitTermination(10, TimeUnit.SECONDS), "ended");
    }

    private static Throwable cause(Future<?> future) throws InterruptedException {
        try {
            future.get();
            return null;
        } catch (ExecutionException failed) {
            return failed.getCause();
        }
    }

    private Throwable failureOf(RuntimeException thrown) throws InterruptedException {
        return cause(handle(pool, (Callable<Object>) () -> {
            throw thrown;
        }));
    }

    private void lambdas() throws Exception {
        check(handle(pool, () -> 42).get() == 42, "the result of a lambda");
        IllegalStateException own = new IllegalStateException("own");
        check(failureOf(own) == own, "the failure of a lambda");
        check(failureOf(new IllegalArgumentException()) instanceof IllegalArgumentException, "another failure");
        check(cause(handle(pool, new Question())) instanceof IOException, "the failure of a task");
        check(handle((ThreadPoolExecutor) pool, ran::incrementAndGet, 7L).equals("result 7!7"), "an expression");
        check(handle(new ForkJoinPool(1), (Runnable) ran::incrementAndGet).get() == null, "a task of a ForkJoinPool");
        handle(List.of("a", "bc", "d"));
        for (int i = 0; ran.get() < 6 && i < 500; i++) {
            Thread.sleep(10);
        }
        check(ran.get() == 6, "lambdas in a lambda: " + ran);
        succeeded += 6;
        failed += 3;
        try {
            handle((Executor) null, ran::incrementAndGet);
            check(false, "no executor");
        } catch (NullPointerException expected) {
            check(ran.get() == 6, "nothing ran");
        }
        try {
            handle(pool, (Callable<?>) null);
            check(false, "no task");
        } catch (NullPointerException expected) {
            check(ran.get() == 6, "nothing ran");
        }
    }

    private void inOrder() throws Exception {
        List<Integer> order = new ArrayList<>();
        CountDownLatch begin = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        ThreadPoolExecutor priorities =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>());
        handle((Executor) priorities, () -> {
            begun.countDown();
            await(begin);
        });
        begun.await();
        Job removed = new Job(0, order);
        handle((Executor) priorities, new Job.Same(3, order));
        handle((Executor) priorities, removed);
        handle((Executor) priorities, new Job.Longer(1, order));
        handle((Executor) priorities, new Job(2, order));
        check(priorities.getQueue().contains(removed) && priorities.remove(removed), "the same object");
        begin.countDown();
        end(priorities);
        check(order.equals(List.of(1, 2, 3)), "order " + order);
        succeeded += 4;
        waiting += 1;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void rejected() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        List<Runnable> handled = new ArrayList<>();
        ThreadPoolExecutor full = full((task, executor) -> {
            handled.add(task);
            throw new RejectedExecutionException("full");
        });
        handle((Executor) full, () -> await(end));
        Future<String> cancelled = handle(full, () -> "never");
        check(cancelled.cancel(false) && cancelled.isCancelled(), "cancelled");
        Job job = new Job(0, new ArrayList<>());
        for (int i = 0; i < 3; i++) {
            try {
                handle((Executor) full, job);
                check(false, "rejected");
            } catch (RejectedExecutionException expected) {
                check(
                        handled.get(i) == job && expected.getMessage().equals("full"),
                        "the same object, the same exception");
            }
            try {
                handle(full, () -> "never");
                check(false, "rejected");
            } catch (RejectedExecutionException expected) {
                handled.remove(handled.size() - 1);
            }
        }
        end.countDown();
        end(full);
        succeeded += 1;
        waiting += 1;
    }

    private void inTheCall() throws Exception {
        List<Integer> order = new ArrayList<>();
        handle(Runnable::run, new Job(1, order));
        handle(Runnable::run, () -> order.add(2));
        try {
            handle(Runnable::run, () -> {
                throw new IllegalStateException("in the call");
            });
            check(false, "thrown");
        } catch (IllegalStateException expected) {
            failed += 1;
        }
        ThreadPoolExecutor full = full(new ThreadPoolExecutor.CallerRunsPolicy());
        CountDownLatch end = new CountDownLatch(1);
        handle((Executor) full, () -> await(end));
        handle((Executor) full, new Job(5, new ArrayList<>()));
        handle((Executor) full, new Job(3, order));
        check(handle(full, () -> order.add(4)).get(), "in the caller");
        check(order.equals(List.of(1, 2, 3, 4)), "in the call " + order);
        end.countDown();
        end(full);
        succeeded += 6;
    }

    /** One object, many requests; and runs that nobody submitted. */
    private void again() throws Exception {
        List<Integer> order = new ArrayList<>();
        Job job = new Job.Longer(1, order);
        ExecutorService single = Executors.newSingleThreadExecutor();
        CountDownLatch end = new CountDownLatch(1);
        handle((Executor) single, () -> await(end));
        for (int i = 0; i < 3; i++) {
            handle((Executor) single, job);
        }
        end.countDown();
        end(single);
        check(order.size() == 3, "three times");
        job.run();
        Thread other = new Thread(job);
        other.start();
        other.join();
        succeeded += 4;
    }

    private void unmeasured() throws Exception {
        FutureTask<String> task = new FutureTask<>(() -> "of the JDK");
        handle((Executor) pool, task);
        check(task.get().equals("of the JDK"), "a task of the JDK");
        Executor names = new Executor() {
            @Override
            public void execute(Runnable named) {
                ran.addAndGet(((Named) named).name().length());
            }
        };
        int before = ran.get();
        handle(names, (Named) () -> {});
        check(ran.get() == before + 5, "a lambda of the application's own kind");
    }

    private void ofItsOwn() throws Exception {
        KeepingPool own = new KeepingPool();
        Job job = new Job(1, new ArrayList<>());
        own.execute(job);
        own.execute(() -> {});
        handle((Executor) own, job);
        handle((Executor) own, () -> {});
        end(own);
        check(own.seen.size() == 4 && own.seen.get(0) == job && own.seen.get(2) == job, "the same object");
        succeeded += 4;
    }

    private void onVirtualThreads() throws Exception {
        ExecutorService virtual = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        for (int i = 0; i < 10; i++) {
            check(handle(virtual, () -> "virtual").get().equals("virtual"), "on a virtual thread");
        }
        succeeded += 10;
    }
}
