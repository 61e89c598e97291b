package io.inferometer.sample.async.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The command behind {@code async-demo.sh}; not meant to be typed. Arguments: project's directory, requests, percentage of faults. */
public final class AsyncDemo {

    private static final int WORKERS = 2;

    /** How many wait, besides those that expire, while there are no workers; later at most half as many are under way. */
    private static final int HELD = 200;

    /** As many data as the receiver keeps, those of some minutes. */
    private static final int ALL_KEPT = 10_000;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** How long after the first work the samples of the time before it should have come. */
    private static final long LOOK_NANOS = 4 * SECOND_NANOS;

    private static final long PATIENCE_NANOS = 30 * SECOND_NANOS;

    private final int requests;
    private final int percent;
    private final Programs programs;
    private final Books books = new Books();

    private int expiring;
    private int held;
    private CapacitySamples capacity;
    private long latestLook = System.nanoTime();

    private AsyncDemo(Programs programs, int requests, int percent) {
        this.programs = programs;
        this.requests = requests;
        this.percent = percent;
        for (int i = 0; i < requests; i++) {
            expiring += Fate.of(i, percent) == Fate.EXPIRED ? 1 : 0;
        }
        held = Math.min(HELD, requests - expiring);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        boolean good = false;
        Children children = new Children();
        try {
            good = new AsyncDemo(
                            new Programs(Path.of(args[0]), children),
                            Integer.parseInt(args[1]),
                            Integer.parseInt(args[2]))
                    .run();
        } catch (IOException | IllegalStateException e) {
            // On Ctrl-C everything fails that is under way.
            if (!children.areEnding()) {
                System.err.println("async-demo: " + e.getMessage());
            }
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        try (StopwatchReader stopwatch = new StopwatchReader(books);
                Load load = new Load(programs.start(stopwatch.port(), expiring + HELD), books, percent)) {
            Load.store(programs.storage());
            System.out.println("Dashboard " + programs.dashboard());
            long begin = System.nanoTime();
            make(load);
            System.out.printf(Locale.ROOT, "%d requests in %.1f s%n", requests, (System.nanoTime() - begin) / 1e9);
            Comparison comparison = new Comparison(books, programs.exported());
            comparison.all(expiring + held, Programs.INSTANCES, capacity);
            System.out.print(comparison);
            return comparison.isGood();
        }
    }

    /** First without workers, until those that are to expire have; then the others. */
    private void make(Load load) throws IOException, InterruptedException {
        long ttlMillis = 4_000 + expiring * 5L;
        long begin = System.nanoTime();
        int others = 0;
        int next = 0;
        for (int i = 0; i < requests; i++) {
            boolean expires = Fate.of(i, percent) == Fate.EXPIRED;
            if (expires || others < held) {
                load.submit(i, ttlMillis);
                others += expires ? 0 : 1;
                next = others < held || expires ? next : i + 1;
            }
        }
        long deadline = System.nanoTime() + 2 * ttlMillis * 1_000_000;
        while (load.waiting() > held || System.nanoTime() - begin < ttlMillis * 1_000_000) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the requests that were to expire have not");
            }
            Thread.sleep(20);
        }
        books.expire(System.nanoTime());
        load.setWorkers(WORKERS);
        for (int i = next; i < requests; i++) {
            if (Fate.of(i, percent) != Fate.EXPIRED) {
                books.awaitOpen(Math.max(1, held / 2) - 1);
                load.submit(i, ttlMillis);
                lookAtCapacity();
            }
        }
        books.awaitOpen(0);
        // Until the gauges have seen that nothing is left.
        Thread.sleep(2_500);
        long patience = System.nanoTime() + PATIENCE_NANOS;
        while (capacity == null && System.nanoTime() < patience) {
            lookAtCapacity();
            Thread.sleep(100);
        }
        if (capacity == null) {
            throw new IllegalStateException("no sample of " + CapacitySamples.METRIC + " came after the first work");
        }
    }

    /** Once, while the receiver still has the samples of the time without workers. */
    private void lookAtCapacity() throws IOException {
        long now = System.nanoTime();
        if (capacity != null || now - books.firstBegun() < LOOK_NANOS || now - latestLook < SECOND_NANOS) {
            return;
        }
        latestLook = now;
        double offset = System.currentTimeMillis() / 1e3 - now / 1e9;
        CapacitySamples samples = new CapacitySamples(
                programs.received(ALL_KEPT), books.firstAccepted() / 1e9 + offset, books.firstBegun() / 1e9 + offset);
        capacity = samples.areEnough() ? samples : null;
    }
}
