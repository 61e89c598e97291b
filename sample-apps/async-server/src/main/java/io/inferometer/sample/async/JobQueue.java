package io.inferometer.sample.async;

import io.inferometer.annotation.AsyncInference;
import io.inferometer.annotation.AsyncStage;
import io.inferometer.annotation.InferenceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/** What waits, in the order of its arrival, up to a capacity and each for its time to live. Thread-safe. */
class JobQueue {

    private final int capacity;
    private final Deque<Job> waiting = new ArrayDeque<>();

    JobQueue(int capacity) {
        this.capacity = capacity;
    }

    /** @throws RejectedExecutionException if the queue is full; then the request was not accepted */
    @AsyncInference(stage = AsyncStage.ACCEPT)
    @InferenceId
    String submit(Job job) {
        synchronized (this) {
            if (waiting.size() >= capacity) {
                throw new RejectedExecutionException("the queue is full");
            }
            waiting.add(job);
            notifyAll();
        }
        return job.id();
    }

    /** Waits for the next one that has not expired; null if there is none in time. */
    Job poll(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (true) {
            Job job;
            synchronized (this) {
                long left = (end - System.nanoTime()) / 1_000_000;
                while (waiting.isEmpty() && left > 0) {
                    wait(left);
                    left = (end - System.nanoTime()) / 1_000_000;
                }
                job = waiting.poll();
            }
            if (job == null || !job.isExpired(System.nanoTime())) {
                return job;
            }
            expire(job.id());
        }
    }

    /** Drops what has waited too long. */
    void sweep() {
        List<Job> expired = new ArrayList<>();
        synchronized (this) {
            long now = System.nanoTime();
            for (Iterator<Job> each = waiting.iterator(); each.hasNext(); ) {
                Job job = each.next();
                if (job.isExpired(now)) {
                    each.remove();
                    expired.add(job);
                }
            }
        }
        expired.forEach(job -> expire(job.id()));
    }

    /** Called for each that leaves the queue without having been worked on. */
    @AsyncInference(stage = AsyncStage.EXPIRE)
    void expire(@InferenceId String id) {
        // It is out of the queue; its caller gets no callback.
    }

    synchronized int size() {
        return waiting.size();
    }
}
