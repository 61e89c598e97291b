package io.inferometer.exporter.aws.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.Windows;
import io.inferometer.exporter.aws.endpoint.EndpointMetric.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

class EndpointMetricsTest {

    private static final ModelStats MIXED = Windows.stats(
            new ModelId("djl", "bert", ""),
            new long[] {1_000_000, 2_000_000},
            new long[] {3_000_000},
            new long[] {4_000_000, 5_000_000, 6_000_000},
            new long[] {7_000_001});

    @Test
    void tellsCallsAndErrorsOfEachKind() {
        List<EndpointMetric> metrics = EndpointMetrics.ofModels(List.of(MIXED), 150);

        assertThat(metrics)
                .extracting(EndpointMetric::name)
                .containsExactly(
                        "Invocations",
                        "Invocation4XXErrors",
                        "Invocation5XXErrors",
                        "InvocationModelErrors",
                        "ModelLatency",
                        "ConcurrentRequestsPerModel");
        assertThat(sums(metrics).subList(0, 4)).containsExactly(7.0, 1.0, 3.0, 5.0);
        assertThat(metrics.subList(0, 4))
                .allMatch(metric -> metric.values().count() == 7)
                .allMatch(metric -> metric.unit() == StandardUnit.NONE && metric.kind() == Kind.TALLY);
        EndpointMetric latency = metrics.get(4);
        assertThat(latency.unit()).isEqualTo(StandardUnit.MICROSECONDS);
        assertThat(latency.values().sum()).isEqualTo(28_000.001, within(0.01));
        assertThat(latency.values().value(0)).isEqualTo(1000);
        assertThat(latency.values().value(latency.values().size() - 1)).isEqualTo(7000.001);
    }

    @Test
    void addsUpModelsButTellsTheCallsInFlightOfEach() {
        List<ModelStats> models = List.of(
                MIXED,
                Windows.called(new ModelId("djl", "gpt", ""), 9_000_000),
                Windows.busy(new ModelId("djl", "hung", ""), 3),
                Windows.idle(new ModelId("djl", "idle", "")));

        List<EndpointMetric> metrics = EndpointMetrics.ofModels(models, 150);

        assertThat(metrics.get(0).values().sum()).isEqualTo(8);
        assertThat(metrics.get(4).values().sum()).isEqualTo(37_000.001, within(0.01));
        Distribution inFlight = metrics.get(5).values();
        assertThat(inFlight.count()).isEqualTo(3);
        assertThat(inFlight.value(1)).isEqualTo(3);
    }

    @Test
    void aModelThatWasOnlyBusyTellsOnlyThat() {
        assertThat(EndpointMetrics.ofModels(List.of(Windows.busy(new ModelId("djl", "hung", ""), 1)), 150))
                .extracting(EndpointMetric::name)
                .containsExactly("ConcurrentRequestsPerModel");
    }

    @Test
    void aModelThatWasNotCalledTellsNothing() {
        assertThat(EndpointMetrics.ofModels(List.of(Windows.idle(new ModelId("djl", "idle", ""))), 150))
                .isEmpty();
        assertThat(EndpointMetrics.ofModels(List.of(), 150)).isEmpty();
    }

    @Test
    void loadsHaveTheirTimes() {
        List<EndpointMetric> metrics =
                EndpointMetrics.ofModels(List.of(Windows.loaded(new ModelId("djl", "new", ""), 2_000_000_000)), 150);

        assertThat(metrics).extracting(EndpointMetric::name).containsExactly("ModelLoadingTime", "ModelSetupTime");
        assertThat(sums(metrics)).containsExactly(2e6, 2e6);
    }

    @Test
    void manyDifferentNumbersOfCallsInFlightKeepTheirEnds() {
        ModelStats[] models = new ModelStats[40];
        for (int i = 0; i < models.length; i++) {
            models[i] = Windows.busy(new ModelId("djl", "m" + i, ""), i + 1);
        }

        Distribution inFlight =
                EndpointMetrics.ofModels(List.of(models), 10).get(0).values();

        assertThat(inFlight.size()).isEqualTo(2);
        assertThat(inFlight.value(0)).isEqualTo(1);
        assertThat(inFlight.value(1)).isEqualTo(40);
    }

    @Test
    void eachCallIsSharedAmongTheInstances() {
        Resource four = new Resource("service", "endpoint", "AllTraffic", "i-1", 4, "run-1", "0.1.0", 0);
        Window one = Windows.window(1, MIXED);
        Window window = Window.of(four, 1, one.startMillis(), one.endMillis())
                .models(one.models())
                .build();

        EndpointMetric perInstance = EndpointMetrics.ofEndpoint(window).get(0);

        assertThat(perInstance.name()).isEqualTo("InvocationsPerInstance");
        assertThat(perInstance.values().sum()).isEqualTo(7 / 4.0);
        assertThat(perInstance.values().count()).isEqualTo(7);
    }

    @Test
    void aWindowWithoutCallsSaysSo() {
        List<EndpointMetric> metrics = EndpointMetrics.ofEndpoint(Windows.window(1));

        assertThat(metrics).extracting(EndpointMetric::name).containsExactly("Invocations", "InvocationsPerInstance");
        assertThat(sums(metrics)).containsExactly(0.0, 0.0);
    }

    @Test
    void onlyWhatIsKnownOfTheMachineIsTold() {
        HostStats host =
                new HostStats(new HostUtilization(250.5, 40, Double.POSITIVE_INFINITY, Double.NaN, 7), List.of());

        List<EndpointMetric> metrics = EndpointMetrics.ofEndpoint(Windows.window(1, Windows.END, host, MIXED));

        assertThat(metrics)
                .extracting(EndpointMetric::name)
                .containsExactly(
                        "InvocationsPerInstance", "CPUUtilization", "MemoryUtilization", "GPUMemoryUtilization");
        assertThat(metrics.subList(1, 4)).allMatch(metric -> metric.unit() == StandardUnit.PERCENT);
        assertThat(sums(metrics.subList(1, 4))).containsExactly(250.5, 40.0, 7.0);
    }

    private static List<Double> sums(List<EndpointMetric> metrics) {
        return metrics.stream().map(metric -> metric.values().sum()).toList();
    }
}
