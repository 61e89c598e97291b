package io.inferometer.agent.http;

import io.inferometer.exporter.api.Snapshot;
import io.inferometer.exporter.prometheus.Exposition;
import io.inferometer.exporter.prometheus.ExpositionFormat;
import java.nio.ByteBuffer;

/** What a Prometheus scrapes. Confined to the event loop's thread. */
final class MetricsBody implements Body {

    private final Exposition exposition;
    private final SharedTotals totals;

    private MetricsBody(Exposition exposition, SharedTotals totals) {
        this.exposition = exposition;
        this.totals = totals;
    }

    static MetricsBody open(ExpositionFormat format, SharedTotals totals) {
        Snapshot snapshot = totals.acquire();
        try {
            return new MetricsBody(format.open(snapshot), totals);
        } catch (Throwable e) {
            totals.release();
            throw e;
        }
    }

    @Override
    public State writeTo(ByteBuffer out) {
        return exposition.writeTo(out) ? State.MORE : State.END;
    }

    @Override
    public void close() {
        totals.release();
    }
}
