package io.inferometer.agent.cli;

import io.inferometer.agent.Version;
import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.ExporterSettings;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.delivery.Families;
import io.inferometer.agent.exporter.ExporterTable;
import io.inferometer.agent.http.Listener;
import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Snapshot;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What exporters demand of the settings. Each is made from this configuration as in a running agent, what its row requires
 * first, and closed without having been used.
 */
final class Requirements {

    private final Families families;

    Requirements(Families families) {
        this.families = families;
    }

    /** One line for each exporter that would be off, and for each thing that an exporter would warn of as it is made. */
    List<String> missing(Config config) {
        // Exporters may warn from threads of theirs.
        List<String> lines = new CopyOnWriteArrayList<>();
        for (String exporter : config.get(Options.EXPORTERS)) {
            try {
                if (ExporterTable.row(exporter).pushes()) {
                    families.create(exporter, settings(config, lines::add)).close();
                } else {
                    Listener.bindable(config.get(Options.HTTP_HOST), config.get(Options.HTTP_ALLOW_REMOTE));
                }
            } catch (MissingSettingException | IOException demand) {
                lines.add("exporter " + exporter + " is off: " + demand.getMessage());
            }
        }
        return lines;
    }

    private static ExporterSettings settings(Config config, Consumer<String> warnings) {
        Resource resource = resource(config);
        Snapshot nothing = new Snapshot(
                resource, resource.startMillis(), List.of(), List.of(), HostStats.NONE, AgentStats.NONE, List.of());
        return new ExporterSettings(config, resource, () -> nothing, warnings, line -> {});
    }

    /** Of an agent that does not run. */
    private static Resource resource(Config config) {
        return new Resource(
                config.get(Options.SERVICE_NAME),
                config.get(Options.ENDPOINT_NAME),
                config.get(Options.VARIANT_NAME),
                config.get(Options.INSTANCE_ID),
                config.get(Options.INSTANCE_COUNT),
                "check",
                Version.TEXT,
                System.currentTimeMillis());
    }
}
