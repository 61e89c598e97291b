package io.inferometer.agent.e2e.app;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A server of queued requests of which hardly one is as it should be. Prints how many of its own exceptions it saw; a line on standard input drops one that has expired. */
public final class BadRequests {

    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    private static int seen;

    private BadRequests() {}

    /** @param id what identifies it, or what is thrown when it is asked for that */
    public record Job(Object id) {

        Object getId() {
            if (id instanceof RuntimeException unreadable) {
                throw unreadable;
            }
            return id;
        }
    }

    static void accept(Job job) {
        if ("refused".equals(job.id())) {
            throw new IllegalStateException("the queue is full");
        }
    }

    static CompletionStage<Void> process(Job job) throws InterruptedException {
        store(job);
        if ("stuck".equals(job.id())) {
            Thread.sleep(Long.MAX_VALUE);
        }
        if ("unheard".equals(job.id())) {
            callBack();
        }
        return "future".equals(job.id()) ? new CompletableFuture<>() : DONE;
    }

    /** Its id is configured by a method that there is not. */
    static void store(Job job) {}

    static void callBack() {
        throw new IllegalStateException("no answer");
    }

    static void expire(Job job) {}

    public static void main(String[] args) throws Exception {
        acceptAndProcess("good");
        for (Object id : new Object[] {null, "", new IllegalArgumentException("no id"), new Object()}) {
            accept(new Job(id));
        }
        acceptAndProcess("x".repeat(65));
        accept(new Job("twice"));
        acceptAndProcess("twice");
        acceptAndProcess("again");
        acceptAndProcess("again");
        try {
            accept(new Job("refused"));
        } catch (IllegalStateException expected) {
            seen++;
        }
        process(new Job("nobody"));
        acceptAndProcess("order");
        process(new Job("order"));
        Thread stuck = new Thread(() -> {
            try {
                acceptAndProcess("stuck");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        stuck.setDaemon(true);
        stuck.start();
        acceptAndProcess("future");
        try {
            acceptAndProcess("unheard");
        } catch (IllegalStateException expected) {
            seen++;
        }
        accept(new Job("old"));
        System.out.println("seen " + seen);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            expire(new Job("old"));
        }
    }

    private static void acceptAndProcess(Object id) throws InterruptedException {
        accept(new Job(id));
        process(new Job(id));
    }
}
