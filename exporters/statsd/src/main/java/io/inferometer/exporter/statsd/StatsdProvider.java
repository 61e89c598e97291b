package io.inferometer.exporter.statsd;

import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterProvider;

/** Makes the exporter {@code statsd}. */
public final class StatsdProvider implements ExporterProvider {

    static final String ADDRESS = "statsd.address";

    @Override
    public String name() {
        return "statsd";
    }

    @Override
    public Exporter create(ExporterContext context) {
        return new StatsdExporter(context.address(ADDRESS), context.resource().runId());
    }
}
