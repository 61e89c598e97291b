package io.inferometer.sample.async;

import java.io.IOException;

/** Threads that work on jobs, as many as are wanted at the moment. Thread-safe. */
final class Workers {

    static final int MOST = 64;
    private static final long LOOK_MILLIS = 50;

    private final JobQueue queue;
    private final JobProcessor processor;
    private final Witness witness;
    private final Thread[] threads = new Thread[MOST];
    private volatile int wanted;

    Workers(JobQueue queue, JobProcessor processor, Witness witness) {
        this.queue = queue;
        this.processor = processor;
        this.witness = witness;
    }

    int wanted() {
        return wanted;
    }

    /** Those too many end with the job they are at. */
    synchronized void set(int number) {
        if (number < 0 || number > MOST) {
            throw new IllegalArgumentException("workers need a number from 0 to " + MOST);
        }
        wanted = number;
        for (int i = 0; i < number; i++) {
            if (threads[i] == null || !threads[i].isAlive()) {
                int index = i;
                threads[i] = new Thread(() -> work(index), "worker-" + i);
                threads[i].setDaemon(true);
                threads[i].start();
            }
        }
    }

    private void work(int index) {
        try {
            while (!isEnded(index)) {
                Job job = queue.poll(LOOK_MILLIS);
                if (job != null) {
                    work(job);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isEnded(int index) {
        if (index < wanted) {
            return false;
        }
        threads[index] = null;
        return true;
    }

    private void work(Job job) {
        witness.begins(job.id());
        try {
            processor.process(job.id(), job);
        } catch (IOException | RuntimeException e) {
            // The caller was told; the next request may do better.
        } finally {
            witness.ended(job.id());
        }
    }
}
