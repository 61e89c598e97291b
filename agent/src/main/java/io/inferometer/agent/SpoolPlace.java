package io.inferometer.agent;

import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.delivery.Families;
import io.inferometer.agent.log.Log;
import io.inferometer.agent.spool.Spool;
import io.inferometer.agent.spool.SpoolOptions;
import io.inferometer.exporter.api.ExporterContext;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where windows are spooled, as the options have it. Loaded when there are exporters: not before {@code main}. */
final class SpoolPlace {

    private SpoolPlace() {}

    /** Null when no exporter spools, or there is nowhere to. */
    static Spool open(List<String> exporters, Config config, Families families, ExporterContext context) {
        Map<String, String> destinations = DestinationFingerprints.fingerprints(exporters, config);
        if (destinations.isEmpty()) {
            return null;
        }
        Path directory;
        try {
            directory = Path.of(config.get(Options.SPOOL_DIRECTORY));
        } catch (InvalidPathException invalid) {
            Log.warn("spool.directory=" + config.get(Options.SPOOL_DIRECTORY) + " is not a path (" + invalid.getReason()
                    + "): windows that cannot be delivered are kept in memory only. Name a directory");
            return null;
        }
        SpoolOptions options = new SpoolOptions(
                directory,
                config.get(Options.SPOOL_MAX_SIZE),
                config.get(Options.SPOOL_MAX_AGE),
                context.resource().serviceName(),
                context.resource().runId(),
                destinations,
                exporter -> DestinationFingerprints.found(exporter, families, context));
        return new Spool(options, Log::warn, System::currentTimeMillis);
    }
}
