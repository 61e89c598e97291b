package io.inferometer.agent.async;

import io.inferometer.exporter.api.AsyncStats;

/** What became of requests in a span of time. One thread only. */
final class Tally {

    final Durations waiting = new Durations();
    final Durations total = new Durations();
    final Durations download = new Durations();
    final Durations upload = new Durations();
    final Durations model = new Durations();

    long succeeded;
    long failed;
    long expired;
    long downloadFailures;
    long uploadFailures;
    long notificationFailures;
    long clientErrors;
    long serverErrors;
    AsyncStats.Samples samples = AsyncStats.Samples.NONE;

    long ended() {
        return succeeded + failed + expired;
    }

    /**
     * Adds a request that has succeeded or failed.
     *
     * @param modelNanos the time in its model; negative if that is not known
     */
    void add(QueuedRequest request, RequestResult result, long modelNanos, long end) {
        boolean isFailed = result.isFailed();
        succeeded += isFailed ? 0 : 1;
        failed += isFailed ? 1 : 0;
        downloadFailures += isFailed && result.downloadFailed ? 1 : 0;
        uploadFailures += isFailed && result.uploadFailed ? 1 : 0;
        notificationFailures += result.failedNotifications;
        clientErrors += result.error() == StageCall.CLIENT_ERROR ? 1 : 0;
        serverErrors += result.error() == StageCall.SERVER_ERROR ? 1 : 0;
        if (request.isAcceptedInTime()) {
            total.add(end - request.time);
        }
        if (result.downloaded) {
            download.add(result.download);
        }
        if (result.uploaded) {
            upload.add(result.upload);
        }
        if (modelNanos >= 0) {
            model.add(modelNanos);
        }
    }

    /** Adds a request whose work did not end in time: an error of the server. */
    void addTimedOut() {
        failed++;
        serverErrors++;
    }

    void addAll(Tally later) {
        waiting.addAll(later.waiting);
        total.addAll(later.total);
        download.addAll(later.download);
        upload.addAll(later.upload);
        model.addAll(later.model);
        succeeded += later.succeeded;
        failed += later.failed;
        expired += later.expired;
        downloadFailures += later.downloadFailures;
        uploadFailures += later.uploadFailures;
        notificationFailures += later.notificationFailures;
        clientErrors += later.clientErrors;
        serverErrors += later.serverErrors;
        samples = samples.then(later.samples);
    }

    AsyncStats stats(AsyncStats.Queue queue) {
        return new AsyncStats(
                queue,
                samples,
                new AsyncStats.Counts(
                        succeeded,
                        failed,
                        expired,
                        downloadFailures,
                        uploadFailures,
                        notificationFailures,
                        clientErrors,
                        serverErrors),
                waiting.histogram(),
                total.histogram(),
                download.histogram(),
                upload.histogram(),
                model.histogram());
    }
}
