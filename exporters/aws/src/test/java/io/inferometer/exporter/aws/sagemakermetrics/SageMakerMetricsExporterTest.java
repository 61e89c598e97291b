package io.inferometer.exporter.aws.sagemakermetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.exporter.api.CustomMetric;
import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Delivery.Delivered;
import io.inferometer.exporter.api.Delivery.Rejected;
import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.Windows;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** What is sent for a window: figures, names and times. */
class SageMakerMetricsExporterTest extends SageMakerMetricsFixture {

    @Test
    void callsTheServiceAsItsModelSays() {
        exporter.export(Windows.window(1, Windows.called(new ModelId("djl", "bert", "2"), 2_000_000)));

        Request request = service.takeRequests().get(0);
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.path()).isEqualTo("/BatchPutMetrics");
        assertThat(request.headers().get("content-type")).isEqualTo("application/json");
        assertThat(request.headers().get("authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                .contains("/eu-central-1/sagemaker/aws4_request");
        assertThat(request.field("TrialComponentName").asString()).isEqualTo("my-trial");
        for (JsonNode item : items(request)) {
            assertThat(item.asObject().get("Timestamp").asNumber()).isEqualTo("1767323045.678");
            assertThat(item.asObject().get("Step").asNumber()).isEqualTo("189486245");
        }
    }

    @Test
    void sendsEveryFigureOfAModelUnderItsContractName() {
        ModelStats model = Windows.stats(
                new ModelId("djl", "bert", "2"),
                new long[] {1_000_000, 2_000_000},
                new long[] {3_000_000},
                new long[] {4_000_000, 5_000_000, 6_000_000},
                new long[] {7_000_001});

        assertThat(exporter.export(Windows.window(1, model))).isEqualTo(Delivery.delivered());

        Request request = service.takeRequests().get(0);
        assertThat(names(request))
                .containsExactly(
                        "djl/bert@2/Invocations",
                        "djl/bert@2/Invocation4XXErrors",
                        "djl/bert@2/Invocation5XXErrors",
                        "djl/bert@2/ModelLatency.avg",
                        "djl/bert@2/ModelLatency.p50",
                        "djl/bert@2/ModelLatency.p90",
                        "djl/bert@2/ModelLatency.p99",
                        "djl/bert@2/ModelLatency.max");
        List<Double> values = values(request);
        assertThat(values.subList(0, 3)).containsExactly(7.0, 1.0, 3.0);
        assertThat(values.get(3)).isEqualTo(4000.0, within(0.001));
        assertThat(values.get(4)).isEqualTo(4000.0, within(4000 * 0.0055));
        assertThat(values.get(5)).isEqualTo(7000.001, within(7000 * 0.0055));
        assertThat(values.get(6)).isEqualTo(7000.001, within(7000 * 0.0055));
        assertThat(values.get(7)).isEqualTo(7000.001);
    }

    @Test
    void sendsTheMachinesFiguresThatAreKnown() {
        HostStats host = new HostStats(
                new HostUtilization(250.5, 40, Double.POSITIVE_INFINITY, Double.NaN, Double.NaN), List.of());

        exporter.export(Windows.window(1, Windows.END, host));
        assertThat(names(service.takeRequests().get(0)))
                .containsExactly("Host/CPUUtilization", "Host/MemoryUtilization");

        exporter.export(Windows.window(2, Windows.END, new HostStats(new HostUtilization(1, 2, 3, 4, 5), List.of())));
        Request request = service.takeRequests().get(0);
        assertThat(names(request))
                .containsExactly(
                        "Host/CPUUtilization",
                        "Host/MemoryUtilization",
                        "Host/GPUUtilization",
                        "Host/GPUMemoryUtilization",
                        "Host/DiskUtilization");
        assertThat(values(request)).containsExactly(1.0, 2.0, 4.0, 5.0, 3.0);
    }

    @Test
    void sendsNothingForModelsThatWereNotCalled() {
        assertThat(exporter.export(Windows.window(1, Windows.idle(new ModelId("djl", "bert", "")))))
                .isEqualTo(Delivery.nothing());
        assertThat(service.takeRequests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 6, 10})
    void makesAsFewCallsAsPossible(int models) {
        exporter.export(Windows.window(1, Windows.models(models)));

        List<Request> requests = service.takeRequests();
        assertThat(requests).hasSize((models * 8 + 9) / 10);
        assertThat(requests).allSatisfy(request -> assertThat(items(request)).hasSizeBetween(1, 10));
        assertThat(requests.stream().flatMap(request -> names(request).stream()))
                .hasSize(models * 8)
                .doesNotHaveDuplicates();
    }

    @Test
    void anApplicationsOwnValuesTravelWithTheRestUnderTheirOwnStepAndTime() {
        List<CustomMetric> own = List.of(
                new CustomMetric("loss", 0.5, 7, Windows.END - 9_000),
                new CustomMetric("loss", 0.25, 8, Windows.END - 8_000),
                new CustomMetric("epoch\n1", 1, 0, Windows.END - 7_000),
                new CustomMetric("x".repeat(900) + "a", 1, 0, Windows.END - 7_000),
                new CustomMetric("x".repeat(900) + "b", 1, Integer.MAX_VALUE, Windows.END - 7_000));

        assertThat(exporter.export(Windows.with(Windows.window(1, Windows.models(1)), List.of(), own)))
                .isEqualTo(Delivery.delivered());

        List<Request> requests = service.takeRequests();
        assertThat(requests).hasSize(2);
        List<Map<String, JsonNode>> items = requests.stream()
                .flatMap(request -> items(request).stream())
                .map(JsonNode::asObject)
                .toList();
        assertThat(items).hasSize(8 + 5);
        assertThat(items.subList(8, 10))
                .extracting(item -> item.get("MetricName").asString() + " "
                        + item.get("Value").asNumber() + " "
                        + item.get("Step").asNumber() + " "
                        + item.get("Timestamp").asNumber())
                .containsExactly("loss 0.5 7 1767323036.678", "loss 0.25 8 1767323037.678");
        assertThat(items.subList(10, 13))
                .extracting(item -> item.get("MetricName").asString())
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).matches(".{1,255}"));
    }

    @Test
    void anOwnValueThatTheServiceCannotTakeIsNotSentAndCounted() {
        List<CustomMetric> own = List.of(
                new CustomMetric(
                        "old", 1, 1, clock.instant().minus(Duration.ofDays(15)).toEpochMilli()),
                new CustomMetric(
                        "early", 1, 1, clock.instant().plus(Duration.ofHours(3)).toEpochMilli()),
                new CustomMetric("far", 1, 1L << 31, Windows.END),
                new CustomMetric("good", 1, 1, Windows.END));

        assertThat(exporter.export(Windows.with(Windows.window(1), List.of(), own)))
                .isInstanceOfSatisfying(Delivered.class, delivered -> {
                    assertThat(delivered.rejectedItems()).isEqualTo(3);
                    assertThat(delivered.reason())
                            .contains("1 dropped: a step beyond 2147483647", "2 dropped: reported at a time");
                });
        assertThat(allNames()).containsExactly("good");
    }

    @Test
    void neverSendsATimestampThatTheServiceRefuses() {
        Window window = Windows.window(1, Windows.models(1));
        Instant end = Instant.ofEpochMilli(window.endMillis());

        clock.set(end.plus(Duration.ofDays(14)).plusMillis(1));
        assertThat(exporter.export(window)).isInstanceOf(Rejected.class);
        clock.set(end.minus(Duration.ofHours(2)).minusMillis(1));
        assertThat(exporter.export(window)).isInstanceOf(Rejected.class);
        assertThat(service.takeRequests()).isEmpty();

        clock.set(end.plus(Duration.ofDays(14)));
        assertThat(exporter.export(window)).isEqualTo(Delivery.delivered());
        clock.set(end.minus(Duration.ofHours(2)));
        assertThat(exporter.export(window)).isEqualTo(Delivery.delivered());
    }

    @Test
    void missingCredentialsWaitAMinuteAndSayWhatToSet() {
        aws.clear("aws.accessKeyId");
        exporter.close();
        exporter = new SageMakerMetricsProvider(clock).create(context);

        assertThat(exporter.export(Windows.window(1, Windows.models(1))))
                .isInstanceOfSatisfying(RetryLater.class, later -> {
                    assertThat(later.after()).isEqualTo(Duration.ofSeconds(60));
                    assertThat(later.reason()).contains("AWS_ACCESS_KEY_ID").doesNotContain("\n");
                });
        aws.set("aws.accessKeyId", "AKIDLATER");
        assertThat(exporter.export(Windows.window(1, Windows.models(1)))).isEqualTo(Delivery.delivered());
    }

    @Test
    void everyNameFitsAndNoTwoModelsShareOne() {
        String longName = "m".repeat(300);
        ModelStats[] models = List.of(
                        new ModelId("djl", longName + "a", ""),
                        new ModelId("djl", longName + "b", ""),
                        new ModelId("djl", longName, "1"),
                        new ModelId("djl", "\ud83d\ude00".repeat(200), ""),
                        new ModelId("djl", "two\nlines", ""),
                        new ModelId("djl", "two\rlines", ""),
                        new ModelId("djl", "x@1", ""),
                        new ModelId("djl", "x", "1"))
                .stream()
                .map(id -> Windows.called(id, 1_000))
                .toArray(ModelStats[]::new);

        exporter.export(Windows.window(1, models));
        List<String> first = allNames();
        exporter.export(Windows.window(2, models));

        assertThat(first).hasSize(8 * models.length).doesNotHaveDuplicates().contains("djl/x@1/Invocations");
        assertThat(first).allSatisfy(name -> assertThat(name).matches(".{1,255}"));
        assertThat(first.stream().filter(name -> name.endsWith("/Invocation4XXErrors")))
                .hasSize(models.length);
        assertThat(Set.copyOf(allNames())).as("names in another window").isEqualTo(Set.copyOf(first));
    }

    @Test
    void aModelHasOneNameWhicheverOthersAreInTheWindow() {
        ModelStats one = Windows.called(new ModelId("djl", "x@1", ""), 1_000);
        ModelStats other = Windows.called(new ModelId("djl", "x", "1"), 1_000);
        Set<List<String>> names = new HashSet<>();
        int step = 1;
        for (ModelStats[] models : new ModelStats[][] {{one}, {other}, {other}, {one}}) {
            exporter.export(Windows.window(step++, models));
            names.add(allNames());
        }
        assertThat(names).hasSize(2);
        exporter.export(Windows.window(step, one, other));
        assertThat(Set.copyOf(allNames()))
                .isEqualTo(names.stream().flatMap(List::stream).collect(Collectors.toSet()));
    }

    @Test
    void aNameOf255CharactersIsSentAsItIs() {
        String name = "m".repeat(255 - "djl//Invocations".length());

        exporter.export(Windows.window(1, Windows.called(new ModelId("djl", name, ""), 1_000)));

        assertThat(allNames()).contains("djl/" + name + "/Invocations");
    }
}
