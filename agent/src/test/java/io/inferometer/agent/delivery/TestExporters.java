package io.inferometer.agent.delivery;

import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterProvider;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.fixture.GivenSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Exporters under the names of real ones, that do as a test tells them. */
public final class TestExporters {

    private static final Map<String, Function<ExporterContext, Exporter>> BEHAVIOURS = new ConcurrentHashMap<>();
    static final Resource RESOURCE = run("run");

    /** Found by the service loader. */
    public abstract static class Provider implements ExporterProvider {
        @Override
        public Exporter create(ExporterContext context) {
            return BEHAVIOURS.get(name()).apply(context);
        }
    }

    public static final class FileProvider extends Provider {
        @Override
        public String name() {
            return "file";
        }
    }

    public static final class MetricsProvider extends Provider {
        @Override
        public String name() {
            return "sagemaker-metrics";
        }
    }

    public static final class EdgeProvider extends Provider {
        @Override
        public String name() {
            return "sagemaker-edge";
        }
    }

    /** What a family's loader is: it sees the providers, which nobody else does. */
    static final class FamilyLoader extends ClassLoader {
        private final Path services;
        final String family;

        FamilyLoader(String family) {
            super(TestExporters.class.getClassLoader());
            this.family = family;
            try {
                services = Files.createTempFile("services", "");
                Files.write(
                        services,
                        List.of(
                                FileProvider.class.getName(),
                                MetricsProvider.class.getName(),
                                EdgeProvider.class.getName()));
                services.toFile().deleteOnExit();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals("META-INF/services/" + ExporterProvider.class.getName())
                    ? Collections.enumeration(List.of(services.toUri().toURL()))
                    : super.getResources(name);
        }
    }

    /** All that exporters require is set. Keeps the lines that they log. */
    static final class Context extends GivenSettings {
        final List<String> warnings = warnings();
        final List<String> infos = infos();

        Context(Resource resource) {
            super(resource);
        }

        @Override
        public Optional<String> text(String key) {
            return Optional.of("given");
        }
    }

    private TestExporters() {}

    public static ExporterContext context() {
        return new Context(RESOURCE);
    }

    static void made(String name, Function<ExporterContext, Exporter> behaviour) {
        BEHAVIOURS.put(name, behaviour);
    }

    static void define(String name, Exporter exporter) {
        made(name, context -> exporter);
    }

    static Resource run(String id) {
        return new Resource("s", "e", "v", "i", 1, id, "0", 0);
    }

    static Window window(long number) {
        return window(RESOURCE, number);
    }

    static Window window(Resource run, long number) {
        return Window.of(run, number, number * 10, number * 10 + 10)
                .agent(new AgentStats(number, number, 0, 0, 0))
                .build();
    }

    /** Windows that the books tell of. */
    static long sum(ExporterStats stats) {
        return stats.delivered() + stats.rejected() + stats.expired() + stats.pending();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The compiler's own loophole.
    static <T extends Throwable> Exporter sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    static void pause(Duration duration) {
        java.util.concurrent.locks.LockSupport.parkNanos(duration.toNanos());
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within 20 s: " + what);
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
        }
    }
}
