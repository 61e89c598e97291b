package io.inferometer.exporter.metric;

import static io.inferometer.exporter.metric.Description.counter;
import static io.inferometer.exporter.metric.Description.gauge;
import static io.inferometer.exporter.metric.Description.histogram;

import io.inferometer.exporter.api.AsyncStats;

/** What is shown of queued requests. Its labels are {@code endpoint} and {@code variant}. */
@SuppressWarnings("ImmutableEnumChecker") // A description is a record of texts and numbers.
public enum AsyncMetric implements Metric<AsyncAt> {
    BACKLOG(gauge("inferometer_async_backlog", "backlog", "requests", "Queued requests accepted and not ended.")),
    BACKLOG_PER_INSTANCE(gauge(
            "inferometer_async_backlog_per_instance",
            "backlogPerInstance",
            "requests",
            "Queued requests accepted and not ended, divided by the number of instances.")),
    OLDEST(gauge(
            "inferometer_async_oldest_seconds",
            "oldestSeconds",
            "seconds",
            "Age of the oldest queued request that has not ended; 0 without one.")),
    WITHOUT_CAPACITY(gauge(
            "inferometer_async_backlog_without_capacity",
            "backlogWithoutCapacity",
            "",
            "1 if requests waited for all of the last second and nothing worked on any, else 0.")),
    REQUESTS(counter(
                    "inferometer_async_requests_total",
                    "requests",
                    "requests",
                    "Queued requests that have ended, by their outcome.")
            .by("outcome")),
    FAILURES(counter(
                    "inferometer_async_failures_total",
                    "failures",
                    "failures",
                    "Failed requests whose download or upload failed, and failed notifications, by stage.")
            .by("stage")),
    MODEL_ERRORS(counter(
                    "inferometer_async_model_errors_total",
                    "modelErrors",
                    "errors",
                    "Queued requests whose model failed: 4xx with an error of the client, 5xx otherwise or by timeout.")
            .by("class")),
    QUEUE(duration("queue", "queueSeconds", "Time from acceptance to the beginning of the work on a request.")),
    TOTAL(duration("total", "totalSeconds", "Time from acceptance to the end of a request that was worked on.")),
    DOWNLOAD(duration("download", "downloadSeconds", "Time of a request's successful downloads.")),
    UPLOAD(duration("upload", "uploadSeconds", "Time of a request's successful uploads.")),
    MODEL(duration("model", "modelSeconds", "Time of the model on a request."));

    private final Description description;

    AsyncMetric(Description description) {
        this.description = description;
    }

    private static Description duration(String stage, String key, String help) {
        return histogram("inferometer_async_" + stage + "_seconds", key, "seconds", help, -20, 14);
    }

    @Override
    public Description description() {
        return description;
    }

    @Override
    public void read(AsyncAt async, Samples out) {
        AsyncStats stats = async.stats();
        AsyncStats.Queue queue = stats.queue();
        AsyncStats.Counts counts = stats.counts();
        switch (this) {
            case BACKLOG -> out.value("", queue.backlog());
            case BACKLOG_PER_INSTANCE -> out.value("", (double) queue.backlog() / async.instanceCount());
            case OLDEST -> out.value("", queue.oldestNanos() / 1e9);
            case WITHOUT_CAPACITY -> {
                if (!Double.isNaN(queue.withoutCapacity())) {
                    out.value("", queue.withoutCapacity());
                }
            }
            case REQUESTS -> {
                out.value("success", counts.succeeded());
                out.value("failure", counts.failed());
                out.value("expired", counts.expired());
            }
            case FAILURES -> {
                out.value("download", counts.downloadFailures());
                out.value("upload", counts.uploadFailures());
                out.value("notify", counts.notificationFailures());
            }
            case MODEL_ERRORS -> {
                out.value("4xx", counts.clientErrors());
                out.value("5xx", counts.serverErrors());
            }
            case QUEUE -> out.histogram("", stats.waiting());
            case TOTAL -> out.histogram("", stats.total());
            case DOWNLOAD -> out.histogram("", stats.download());
            case UPLOAD -> out.histogram("", stats.upload());
            case MODEL -> out.histogram("", stats.model());
        }
    }
}
