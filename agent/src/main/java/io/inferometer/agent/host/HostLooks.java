package io.inferometer.agent.host;

import io.inferometer.exporter.api.HostStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;

/**
 * Samples the machine for several receivers, at the shortest of their periods; each receives a sample when its own period is over.
 * Requests are made before the first sample; after that one agent thread calls {@link #run} once a {@link #period}.
 */
public final class HostLooks implements Runnable {

    /** A look that comes a little early is taken rather than missed. */
    private static final double EARLY = 0.1;

    private final HostSetup setup;
    private final List<Request> requests = new ArrayList<>();
    private Duration period;
    private boolean withProcesses;
    private HostSampler sampler;

    /** A receiver of samples, and how often it wants one. */
    private static final class Request {

        private final long periodNanos;
        private final ObjLongConsumer<HostStats> receiver;
        private long due = System.nanoTime();

        Request(long periodNanos, ObjLongConsumer<HostStats> receiver) {
            this.periodNanos = periodNanos;
            this.receiver = receiver;
        }
    }

    /** Reads nothing yet. */
    public HostLooks(HostSetup setup) {
        this.setup = setup;
    }

    /**
     * Asks for looks.
     *
     * @param receiver gets each look, and when it was taken in milliseconds since 1970, on the thread that calls {@link #run}
     */
    public void request(Duration each, ObjLongConsumer<HostStats> receiver) {
        requests.add(new Request(each.toNanos(), receiver));
        period = period == null || each.compareTo(period) < 0 ? each : period;
    }

    /**
     * The same, and looks have the figures of this process together with its descendants, {@code PROCESS_TREE_…}, which cost more than
     * all others.
     */
    public void requestWithProcesses(Duration each, ObjLongConsumer<HostStats> receiver) {
        withProcesses = true;
        request(each, receiver);
    }

    /** Returns the shortest period that was asked for; null if nobody asked. */
    public Duration period() {
        return period;
    }

    /** Hands a first look to all, of what can be read at once while the application still starts. */
    public void glance() {
        HostStats stats = sampler().glance();
        long now = System.currentTimeMillis();
        requests.forEach(request -> request.receiver.accept(stats, now));
    }

    /** Takes a sample, and hands it to each receiver whose period is over. */
    @Override
    public void run() {
        HostStats stats = sampler().sample();
        long millis = System.currentTimeMillis();
        long now = System.nanoTime();
        for (Request request : requests) {
            if (request.due - now <= period.toNanos() * EARLY) {
                request.due = Math.max(request.due + request.periodNanos, now);
                request.receiver.accept(stats, millis);
            }
        }
    }

    /** Takes a look for all, whether they wait for one or not. */
    public void lookForAll() {
        HostStats stats = sampler().sample();
        long millis = System.currentTimeMillis();
        requests.forEach(request -> request.receiver.accept(stats, millis));
    }

    private HostSampler sampler() {
        if (sampler == null) {
            sampler = new HostSampler(setup, withProcesses);
        }
        return sampler;
    }
}
