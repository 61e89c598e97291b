package io.inferometer.agent.config;

import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.Resource;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** What exporters see of the agent. Thread-safe if its consumers are. */
public final class ExporterSettings implements ExporterContext {

    private final Config config;
    private final Resource resource;
    private final Consumer<String> warnings;
    private final Consumer<String> news;

    /**
     * @param warnings takes lines at level {@code warn}
     * @param news takes lines at level {@code info}
     */
    public ExporterSettings(Config config, Resource resource, Consumer<String> warnings, Consumer<String> news) {
        this.config = config;
        this.resource = resource;
        this.warnings = warnings;
        this.news = news;
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
        warnings.accept(line);
    }

    @Override
    public void info(String line) {
        news.accept(line);
    }
}
