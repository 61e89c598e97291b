package io.inferometer.exporter.aws;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterProvider;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.awsclient.fixture.FakeContext;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.ServiceLoader;

/**
 * A program that exports windows of models with wide latency distributions and prints the least CPU time that one took this
 * thread, in milliseconds, after the JVM has warmed up. The heap it is given says how much memory is enough.
 */
final class ExportCost {

    private static final int CALLS = 1000;

    private ExportCost() {}

    /** @param arguments endpoint, exporter, models, exports */
    public static void main(String[] arguments) {
        FakeContext context = new FakeContext()
                .with("aws.region", "eu-central-1")
                .with("aws.endpoint", arguments[0])
                .with("cloudwatch.namespace", "Inferometer")
                .with("cloudwatch-logs.emf", "true")
                .with("sagemaker-metrics.trial-component", "trial");
        ExporterProvider provider = ServiceLoader.load(ExporterProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.name().equals(arguments[1]))
                .findFirst()
                .orElseThrow();
        ModelStats[] models = models(Integer.parseInt(arguments[2]));
        long[] nanos = new long[Integer.parseInt(arguments[3])];
        try (Exporter exporter = provider.create(context)) {
            for (int number = 0; number < nanos.length; number++) {
                Window window = Windows.window(number, System.currentTimeMillis(), HostStats.NONE, models);
                long start = cpuNanos();
                Delivery delivery = exporter.export(window);
                nanos[number] = cpuNanos() - start;
                if (!delivery.equals(Delivery.delivered())) {
                    throw new IllegalStateException(delivery.toString());
                }
            }
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
        System.out.println(Arrays.stream(nanos).min().orElseThrow() / 1_000_000);
    }

    private static ModelStats[] models(int count) {
        ModelStats[] models = new ModelStats[count];
        for (int i = 0; i < count; i++) {
            long[] nanos = new Random(i).longs(CALLS, 1_000_000, 30_000_000).toArray();
            models[i] = Windows.called(new ModelId("djl", "m%04d".formatted(i), ""), RandomHistograms.of(nanos));
        }
        return models;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
