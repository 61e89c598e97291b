package io.inferometer.agent.jmx;

import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.Snapshot;
import java.util.function.Supplier;

/** Queued requests as seen over JMX. */
final class AsyncEndpointBean implements AsyncEndpointControl {

    private final Supplier<Snapshot> snapshot;

    /** @param snapshot one that has queued requests */
    AsyncEndpointBean(Supplier<Snapshot> snapshot) {
        this.snapshot = snapshot;
    }

    private AsyncStats stats() {
        return snapshot.get().async().orElseThrow();
    }

    private AsyncStats.Counts counts() {
        return stats().counts();
    }

    @Override
    public long getApproximateBacklogSize() {
        return stats().queue().backlog();
    }

    @Override
    public double getApproximateBacklogSizePerInstance() {
        return (double) stats().queue().backlog() / snapshot.get().resource().instanceCount();
    }

    @Override
    public double getApproximateAgeOfOldestRequest() {
        return stats().queue().oldestNanos() / 1e9;
    }

    @Override
    public double getHasBacklogWithoutCapacity() {
        return stats().queue().withoutCapacity();
    }

    @Override
    public long getRequestDownloadFailures() {
        return counts().downloadFailures();
    }

    @Override
    public long getResponseUploadFailures() {
        return counts().uploadFailures();
    }

    @Override
    public long getNotificationFailures() {
        return counts().notificationFailures();
    }

    @Override
    public double getRequestDownloadLatency() {
        return stats().download().mean() / 1e3;
    }

    @Override
    public double getResponseUploadLatency() {
        return stats().upload().mean() / 1e3;
    }

    @Override
    public long getExpiredRequests() {
        return counts().expired();
    }

    @Override
    public long getInvocationFailures() {
        return counts().failed();
    }

    @Override
    public long getInvocationsProcessed() {
        return counts().processed();
    }

    @Override
    public double getTimeInBacklog() {
        return stats().waiting().mean() / 1e6;
    }

    @Override
    public double getTotalProcessingTime() {
        return stats().total().mean() / 1e6;
    }

    @Override
    public long getInvocation4XXErrors() {
        return counts().clientErrors();
    }

    @Override
    public long getInvocation5XXErrors() {
        return counts().serverErrors();
    }

    @Override
    public double getModelLatency() {
        return stats().model().mean() / 1e3;
    }
}
