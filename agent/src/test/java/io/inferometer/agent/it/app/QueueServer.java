package io.inferometer.agent.it.app;

import io.inferometer.annotation.AsyncInference;
import io.inferometer.annotation.AsyncStage;
import io.inferometer.annotation.Inference;
import io.inferometer.annotation.InferenceId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A server with a queue, in which one request of ten each fails in every way there is, and its books. With {@code plain} its stages
 * carry no annotation. Another argument is how many requests there are; {@code held} leaves as many more in the queue.
 */
public final class QueueServer {

    private static final int FATES = 10;

    private QueueServer() {}

    /** A request. What becomes of it is the last digit of its number. */
    public static final class Job {
        private final int number;

        Job(int number) {
            this.number = number;
        }

        private String getId() {
            return "request-" + number;
        }

        int fate() {
            return number % FATES;
        }
    }

    /** What a server does with its jobs. */
    private interface Server {

        String submit(Job job);

        void process(String id, Job job) throws Exception;

        void expire(String id);
    }

    /** Says that there are workers, though all have ended. */
    static boolean isReady() {
        return true;
    }

    private static String payload(Job job) {
        if (job.fate() == 1) {
            throw new IllegalStateException("no such object");
        }
        return "payload";
    }

    private static float[] inference(Job job) {
        if (job.fate() == 2) {
            throw new IllegalArgumentException("too long");
        }
        if (job.fate() == 3) {
            throw new IllegalStateException("out of memory");
        }
        return new float[1];
    }

    private static CompletionStage<String> stored(Job job) {
        return CompletableFuture.supplyAsync(() -> {
            if (job.fate() == 4) {
                throw new IllegalStateException("denied");
            }
            return "stored";
        });
    }

    private static void called(Job job) {
        if (job.fate() == 5) {
            throw new IllegalStateException("no answer");
        }
    }

    private static void await(CompletionStage<String> stage) throws ExecutionException, InterruptedException {
        stage.toCompletableFuture().get();
    }

    /** Says what it is by annotations. */
    public static final class Annotated implements Server {
        private final LinkedBlockingQueue<Job> queue;

        Annotated(LinkedBlockingQueue<Job> queue) {
            this.queue = queue;
        }

        @Override
        @AsyncInference(stage = AsyncStage.ACCEPT)
        @InferenceId
        public String submit(Job job) {
            queue.add(job);
            return job.getId();
        }

        @Override
        @AsyncInference(stage = AsyncStage.PROCESS)
        public void process(@InferenceId String id, Job job) throws Exception {
            download(job);
            model(job);
            await(upload(job));
            try {
                callback(job);
            } catch (IllegalStateException unanswered) {
                // The request is done all the same.
            }
        }

        @AsyncInference(stage = AsyncStage.DOWNLOAD)
        private String download(Job job) {
            return payload(job);
        }

        @Inference(model = "queued")
        @AsyncInference(stage = AsyncStage.MODEL)
        private float[] model(Job job) {
            return inference(job);
        }

        @AsyncInference(stage = AsyncStage.UPLOAD)
        private CompletionStage<String> upload(Job job) {
            return stored(job);
        }

        @AsyncInference(stage = AsyncStage.NOTIFY)
        private void callback(Job job) {
            called(job);
        }

        @Override
        @AsyncInference(stage = AsyncStage.EXPIRE)
        public void expire(@InferenceId String id) {
            // It is out of the queue already.
        }
    }

    /** Says nothing of itself. */
    public static final class Plain implements Server {
        private final LinkedBlockingQueue<Job> queue;

        Plain(LinkedBlockingQueue<Job> queue) {
            this.queue = queue;
        }

        @Override
        public String submit(Job job) {
            queue.add(job);
            return "accepted";
        }

        @Override
        public void process(String id, Job job) throws Exception {
            download(job);
            model(job);
            await(upload(job));
            try {
                callback(job);
            } catch (IllegalStateException unanswered) {
                // The request is done all the same.
            }
        }

        private String download(Job job) {
            return payload(job);
        }

        private float[] model(Job job) {
            return inference(job);
        }

        private CompletionStage<String> upload(Job job) {
            return stored(job);
        }

        private void callback(Job job) {
            called(job);
        }

        @Override
        public void expire(String id) {
            // It is out of the queue already.
        }
    }

    public static void main(String[] arguments) throws Exception {
        LinkedBlockingQueue<Job> queue = new LinkedBlockingQueue<>();
        Server server = arguments[0].equals("plain") ? new Plain(queue) : new Annotated(queue);
        int requests = Integer.parseInt(arguments[1]);
        int held = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0;
        Thread[] workers = new Thread[2];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Thread(() -> work(queue, server));
            workers[i].start();
        }
        for (int i = 0; i < requests; i++) {
            server.submit(new Job(i));
        }
        for (int i = 0; i < workers.length; i++) {
            queue.add(new Job(-1));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        for (int i = 0; i < held; i++) {
            server.submit(new Job(requests + i));
        }
        System.out.println("done");
        System.in.read();
    }

    private static void work(LinkedBlockingQueue<Job> queue, Server server) {
        try {
            for (Job job = queue.take(); job.number >= 0; job = queue.take()) {
                if (job.fate() == 6) {
                    server.expire(job.getId());
                } else {
                    process(server, job);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void process(Server server, Job job) {
        try {
            server.process(job.getId(), job);
        } catch (Exception failed) {
            // As a server would: it goes on with the next.
        }
    }
}
