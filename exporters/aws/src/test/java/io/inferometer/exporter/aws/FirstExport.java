package io.inferometer.exporter.aws;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterProvider;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.awsclient.fixture.FakeContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A program that makes one export with each exporter to the endpoint given and leaves both open, then writes what changed
 * in this JVM to the file given. Run it with {@code -Xlog:class+load} to count classes.
 */
final class FirstExport {

    private FirstExport() {}

    public static void main(String[] arguments) throws IOException {
        FakeContext context = new FakeContext()
                .with("aws.region", "eu-central-1")
                .with("aws.endpoint", arguments[0])
                .with("sagemaker-metrics.trial-component", "first-export")
                .with("sagemaker-edge.device-fleet-name", "fleet")
                .with("sagemaker-edge.interval", "PT60S")
                .with("cloudwatch.namespace", "Inferometer")
                .with("cloudwatch-logs.emf", "true");
        Window window = Windows.window(
                1,
                Instant.now().toEpochMilli(),
                HostStats.NONE,
                Windows.called(new ModelId("djl", "bert", "2"), 2_000_000));
        Properties properties = (Properties) System.getProperties().clone();
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        List<String> report = new ArrayList<>();
        Map<String, Exporter> exporters = new TreeMap<>();
        long start = System.nanoTime();
        for (ExporterProvider provider : ServiceLoader.load(ExporterProvider.class)) {
            // What answers here speaks for AWS alone.
            if (provider.getClass().getName().startsWith("io.inferometer.exporter.aws.")) {
                exporters.put(provider.name(), provider.create(context));
            }
        }
        report.add("time create " + millisSince(start));
        Created.mark();
        exporters.forEach((name, exporter) -> {
            long begin = System.nanoTime();
            Delivery delivery = exporter.export(window);
            report.add("time export " + name + " " + millisSince(begin));
            report.add("export " + name + " " + delivery);
        });
        for (String key : new TreeSet<>(System.getProperties().stringPropertyNames())) {
            if (!System.getProperty(key).equals(properties.getProperty(key))) {
                report.add("property " + key);
            }
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!threads.contains(thread)) {
                report.add((thread.isDaemon() ? "daemon " : "user ") + thread.getName());
            }
        }
        Files.write(Path.of(arguments[1]), report);
    }

    private static String millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000 + " ms";
    }

    /** In the log of loaded classes, parts what creating the exporters loads from what using them does. */
    static final class Created {

        private Created() {}

        static void mark() {}
    }
}
