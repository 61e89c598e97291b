package io.inferometer.exporter.metric;

import static io.inferometer.exporter.metric.Description.counter;
import static io.inferometer.exporter.metric.Description.gauge;

import io.inferometer.exporter.api.ExporterStats;

/** What is shown of each push exporter. Its label is {@code exporter}. */
@SuppressWarnings("ImmutableEnumChecker") // A description is a record of texts and numbers.
public enum ExporterMetric implements Metric<ExporterStats> {
    WINDOWS(counter("inferometer_exporter_windows_total", "windows", "windows", "Windows by what became of them.")
            .by("result")),
    ENABLED(gauge(
            "inferometer_exporter_enabled",
            "enabled",
            "",
            "1 while windows are kept for an exporter and sent, 0 while it is disabled or cannot work.")),
    PENDING(gauge(
            "inferometer_exporter_pending_windows",
            "pending",
            "windows",
            "Windows not delivered yet, in memory or on disk.")),
    SPOOLED(gauge("inferometer_exporter_spooled_windows", "spooled", "windows", "Pending windows that are on disk.")),
    SPOOLED_BYTES(gauge(
            "inferometer_exporter_spooled_bytes",
            "spooledBytes",
            "bytes",
            "Disk space of the pending windows that are on disk.")),
    RETRIES(counter(
            "inferometer_exporter_retries_total",
            "retries",
            "attempts",
            "Attempts to deliver a window beyond the first.")),
    LAST_SUCCESS(gauge(
            "inferometer_exporter_last_success_timestamp_seconds",
            "lastSuccessTimestampSeconds",
            "seconds",
            "When a window was last accepted, in seconds since 1970; 0 before the first."));

    private final Description description;

    ExporterMetric(Description description) {
        this.description = description;
    }

    @Override
    public Description description() {
        return description;
    }

    @Override
    public void read(ExporterStats exporter, Samples out) {
        switch (this) {
            case WINDOWS -> {
                out.value("delivered", exporter.delivered());
                out.value("rejected", exporter.rejected());
                out.value("expired", exporter.expired());
            }
            case ENABLED -> out.flag(exporter.isEnabled());
            case PENDING -> out.value("", exporter.pending());
            case SPOOLED -> out.value("", exporter.spooled());
            case SPOOLED_BYTES -> out.value("", exporter.spooledBytes());
            case RETRIES -> out.value("", exporter.retries());
            case LAST_SUCCESS -> out.value("", exporter.lastSuccessMillis() / 1e3);
        }
    }
}
