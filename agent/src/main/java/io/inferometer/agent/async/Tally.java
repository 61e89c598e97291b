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
