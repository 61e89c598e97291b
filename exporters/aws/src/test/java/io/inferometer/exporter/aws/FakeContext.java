package io.inferometer.exporter.aws;

import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Snapshot;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The agent as a test wants it to be; remembers what was logged. */
public final class FakeContext implements ExporterContext {

    private final Map<String, String> settings = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> infos = new ArrayList<>();

    private Resource resource = Windows.RESOURCE;

    public FakeContext with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    public FakeContext with(Resource other) {
        resource = other;
        return this;
    }

    public List<String> warnings() {
        return warnings;
    }

    public List<String> infos() {
        return infos;
    }

    @Override
    public Resource resource() {
        return resource;
    }

    @Override
    public Optional<String> text(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    @Override
    public boolean flag(String key) {
        return Boolean.parseBoolean(settings.get(key));
    }

    @Override
    public Optional<URI> uri(String key) {
        return text(key).filter(value -> !value.isBlank()).map(URI::create);
    }

    @Override
    public InetSocketAddress address(String key) {
        throw new UnsupportedOperationException(key);
    }

    @Override
    public Snapshot snapshot() {
        throw new UnsupportedOperationException("AWS takes windows");
    }

    @Override
    public Duration duration(String key) {
        return Duration.parse(settings.get(key));
    }

    @Override
    public long size(String key) {
        throw new UnsupportedOperationException(key);
    }

    @Override
    public void warn(String line) {
        warnings.add(line);
    }

    @Override
    public void info(String line) {
        infos.add(line);
    }
}
