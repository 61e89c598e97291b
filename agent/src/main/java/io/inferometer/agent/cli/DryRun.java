package io.inferometer.agent.cli;

import io.inferometer.agent.Version;
import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Options;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.Resource;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** What an exporter sees of an agent that does not run. */
final class DryRun implements ExporterContext {

    private final Config config;
    private final Consumer<String> warnings;

    DryRun(Config config, Consumer<String> warnings) {
        this.config = config;
        this.warnings = warnings;
    }

    @Override
    public Resource resource() {
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

    @Override
    public Optional<String> text(String key) {
        return config.usable(key);
    }

    @Override
    public Duration duration(String key) {
        return config.duration(key);
    }

    @Override
    public long size(String key) {
        return config.size(key);
    }

    @Override
    public void warn(String line) {
        warnings.accept(line);
    }

    @Override
    public void info(String line) {}
}
