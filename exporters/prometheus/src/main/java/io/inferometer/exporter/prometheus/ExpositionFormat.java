package io.inferometer.exporter.prometheus;

import io.inferometer.exporter.api.Snapshot;

/** A text format that Prometheus scrapes. Thread-safe. */
public abstract sealed class ExpositionFormat permits PrometheusText, OpenMetricsText {

    /** The value of the {@code Content-Type} header, character set included. */
    public abstract String contentType();

    /** Everything in the snapshot, in this format. To be sent as UTF-8. */
    public final String write(Snapshot snapshot) {
        StringBuilder out = new StringBuilder(16 * 1024);
        new Exposition(this, out).write(snapshot);
        end(out);
        return out.toString();
    }

    /** Writes the lines that precede a family's samples. */
    abstract void describe(StringBuilder out, Family family);

    /** The value of the label {@code le} for this finite upper bound. */
    abstract String bound(double value);

    /** Writes what follows the last family. */
    abstract void end(StringBuilder out);
}
