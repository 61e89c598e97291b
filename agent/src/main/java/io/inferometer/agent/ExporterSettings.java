package io.inferometer.agent;

import io.inferometer.agent.config.Config;
import io.inferometer.agent.log.Log;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.Resource;
import java.time.Duration;
import java.util.Optional;

/** What exporters see of the agent. */
final class ExporterSettings implements ExporterContext {

    private final Config config;
    private final Resource resource;

    ExporterSettings(Config config, Resource resource) {
        this.config = config;
        this.resource = resource;
    }

    @Override
    public Resource resource() {
        return resource;
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
        Log.warn(line);
    }

    @Override
    public void info(String line) {
        Log.info(line);
    }
}
