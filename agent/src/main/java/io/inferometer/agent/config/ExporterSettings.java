package io.inferometer.agent.config;

import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Snapshot;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What exporters see of the agent. Thread-safe if its consumers are. */
public final class ExporterSettings implements ExporterContext {

    private final Config config;
    private final Resource resource;
    private final Supplier<Snapshot> snapshots;
    private final Consumer<String> warnings;
    private final Consumer<String> news;
    private final Supplier<List<String>> command;
    private final Supplier<OptionalInt> exitCode;

    /** The settings of a JVM of which nothing more is known. */
    public ExporterSettings(
            Config config,
            Resource resource,
            Supplier<Snapshot> snapshots,
            Consumer<String> warnings,
            Consumer<String> news) {
        this(config, resource, snapshots, warnings, news, List::of, OptionalInt::empty);
    }

    /**
     * @param snapshots takes one of everything since the agent started
     * @param warnings takes lines at level {@code warn}
     * @param news takes lines at level {@code info}
     * @param command finds the arguments of this process, without secrets
     * @param exitCode tells the JVM's exit code as far as it is known
     */
    public ExporterSettings(
            Config config,
            Resource resource,
            Supplier<Snapshot> snapshots,
            Consumer<String> warnings,
            Consumer<String> news,
            Supplier<List<String>> command,
            Supplier<OptionalInt> exitCode) {
        this.config = config;
        this.resource = resource;
        this.snapshots = snapshots;
        this.warnings = warnings;
        this.news = news;
        this.command = command;
        this.exitCode = exitCode;
    }

    @Override
    public Resource resource() {
        return resource;
    }

    @Override
    public Optional<String> text(String key) {
        return config.usableText(key);
    }

    @Override
    public boolean flag(String key) {
        return required(key, Boolean.class);
    }

    @Override
    public Duration duration(String key) {
        return required(key, Duration.class);
    }

    @Override
    public long size(String key) {
        return required(key, Long.class);
    }

    @Override
    public Optional<URI> uri(String key) {
        return config.usable(key, URI.class);
    }

    @Override
    public InetSocketAddress address(String key) {
        return required(key, InetSocketAddress.class);
    }

    private <T> T required(String key, Class<T> type) {
        return config.usable(key, type).orElseThrow(() -> new IllegalArgumentException(key + " has no default"));
    }

    @Override
    public Snapshot snapshot() {
        return snapshots.get();
    }

    @Override
    public List<String> command() {
        return command.get();
    }

    @Override
    public OptionalInt exitCode() {
        return exitCode.get();
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
