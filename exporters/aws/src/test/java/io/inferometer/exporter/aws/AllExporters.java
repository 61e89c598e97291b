package io.inferometer.exporter.aws;

import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterProvider;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.awsclient.fixture.FakeContext;
import java.time.Instant;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The exporters to AWS as the agent finds them, and a window that each has something to say of. */
final class AllExporters {

    private AllExporters() {}

    static Stream<String> names() {
        return Stream.of("cloudwatch", "cloudwatch-logs", "sagemaker-edge", "sagemaker-metrics");
    }

    static Exporter open(String name, FakeContext context, String endpoint) {
        context.with("aws.region", "eu-central-1")
                .with("aws.endpoint", endpoint)
                .with("cloudwatch.namespace", "Inferometer")
                .with("cloudwatch-logs.emf", "true")
                .with("sagemaker-metrics.trial-component", "trial")
                .with("sagemaker-edge.device-fleet-name", "fleet")
                .with("sagemaker-edge.interval", "PT60S");
        return ServiceLoader.load(ExporterProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow()
                .create(context);
    }

    /** One that ended a moment ago, with as many models as wanted. */
    static Window window(long number, int models) {
        return Windows.window(number, Instant.now().toEpochMilli(), HostStats.NONE, Windows.models(models));
    }
}
