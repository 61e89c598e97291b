package io.inferometer.exporter.api;

/**
 * Queued requests: what became of them since the agent started (in a {@link Snapshot}) or between two instants (in a {@link Window}),
 * and the state of the queue at the end. Immutable.
 *
 * @param queue the queue at the end
 * @param samples the queue at each second in between; without values in a snapshot
 * @param counts what became of requests
 * @param waiting nanoseconds from acceptance to the beginning of the work, of each request that was begun
 * @param total nanoseconds from acceptance to the end, of each request that was begun and ended
 * @param download nanoseconds of successful downloads, added up for each request that had one
 * @param upload nanoseconds of successful uploads, added up likewise
 * @param model nanoseconds of the model, for each request that reached it
 */
public record AsyncStats(
        Queue queue,
        Samples samples,
        Counts counts,
        ExponentialHistogram waiting,
        ExponentialHistogram total,
        ExponentialHistogram download,
        ExponentialHistogram upload,
        ExponentialHistogram model) {

    /**
     * The queue at an instant.
     *
     * @param backlog requests accepted and not ended
     * @param oldestNanos the age of the oldest of them; 0 if there is none
     * @param withoutCapacity 1 if requests wait and nothing works on any, else 0; NaN if not known
     * @param recentEnds requests that ended in the last minute, in whatever way
     */
    public record Queue(long backlog, long oldestNanos, double withoutCapacity, long recentEnds) {

        /** A queue of which no request ended lately. */
        public Queue(long backlog, long oldestNanos, double withoutCapacity) {
            this(backlog, oldestNanos, withoutCapacity, 0);
        }
    }

    /**
     * The queue at each second of a span of time.
     *
     * @param backlog requests accepted and not ended
     * @param oldestSeconds the age of the oldest of them
     * @param withoutCapacity see {@link Queue#withoutCapacity}; fewer values if it was not always known
     */
    public record Samples(SampledValues backlog, SampledValues oldestSeconds, SampledValues withoutCapacity) {

        public static final Samples NONE = new Samples(SampledValues.NONE, SampledValues.NONE, SampledValues.NONE);

        /** Returns these samples and one more. */
        public Samples and(Queue queue) {
            return new Samples(
                    backlog.and((double) queue.backlog),
                    oldestSeconds.and(queue.oldestNanos / 1e9),
                    Double.isNaN(queue.withoutCapacity) ? withoutCapacity : withoutCapacity.and(queue.withoutCapacity));
        }

        /** Returns these samples and the {@code later} ones. */
        public Samples then(Samples later) {
            return new Samples(
                    backlog.then(later.backlog),
                    oldestSeconds.then(later.oldestSeconds),
                    withoutCapacity.then(later.withoutCapacity));
        }
    }

    /**
     * What became of requests.
     *
     * @param succeeded begun, and ended well
     * @param failed begun, and failed or not ended in time
     * @param expired not begun in time
     * @param downloadFailures of those that failed, the ones whose last download failed
     * @param uploadFailures of those that failed, the ones whose last upload failed
     * @param notificationFailures notifications that failed
     * @param clientErrors requests whose model failed with an error of the client
     * @param serverErrors requests whose model failed otherwise, or that were not ended in time
     */
    public record Counts(
            long succeeded,
            long failed,
            long expired,
            long downloadFailures,
            long uploadFailures,
            long notificationFailures,
            long clientErrors,
            long serverErrors) {

        /** Returns the requests that were begun and ended, well or not. */
        public long processed() {
            return succeeded + failed;
        }

        Counts then(Counts later) {
            return new Counts(
                    succeeded + later.succeeded,
                    failed + later.failed,
                    expired + later.expired,
                    downloadFailures + later.downloadFailures,
                    uploadFailures + later.uploadFailures,
                    notificationFailures + later.notificationFailures,
                    clientErrors + later.clientErrors,
                    serverErrors + later.serverErrors);
        }
    }

    AsyncStats then(AsyncStats later) {
        return new AsyncStats(
                later.queue,
                samples.then(later.samples),
                counts.then(later.counts),
                waiting.merge(later.waiting),
                total.merge(later.total),
                download.merge(later.download),
                upload.merge(later.upload),
                model.merge(later.model));
    }
}
