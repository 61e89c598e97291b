package io.inferometer.exporter.aws.sagemakermetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.exporter.api.CustomMetric;
import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Delivery.Delivered;
import io.inferometer.exporter.api.Delivery.Rejected;
import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.SetClock;
import io.inferometer.exporter.aws.Windows;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import io.inferometer.exporter.awsclient.fixture.ServiceFixture;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

class SageMakerMetricsExporterTest extends ServiceFixture {

    private final SetClock clock = new SetClock();
    private Exporter exporter;

    @BeforeEach
    void create() throws IOException {
        context.with("sagemaker-metrics.trial-component", "my-trial");
        exporter = new SageMakerMetricsProvider(clock).create(context);
    }

    @AfterEach
    void close() {
        exporter.close();
    }

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
    void goesOnAtTheBatchThatFailed() {
        Window window = Windows.window(7, Windows.models(30));
        List<Request> all = new ArrayList<>();
        service.answer(request -> {
            synchronized (all) {
                all.add(request);
                return all.size() == 12 ? Answer.error(503, "ServiceUnavailable", "") : Answer.OK;
            }
        });

        assertThat(exporter.export(window)).isInstanceOf(RetryLater.class);
        assertThat(service.takeRequests()).hasSize(12);
        exporter.export(Windows.window(8, Windows.models(1)));
        assertThat(service.takeRequests()).hasSize(1);
        assertThat(exporter.export(window)).isEqualTo(Delivery.delivered());

        List<Request> rest = service.takeRequests();
        assertThat(rest).hasSize(24 - 11);
        assertThat(names(rest.get(0))).isEqualTo(names(all.get(11)));
        exporter.export(window);
        assertThat(service.takeRequests()).as("a finished window is forgotten").hasSize(24);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTERNAL_ERROR", "CONFLICT_ERROR"})
    void sendsAloneWhatTheServiceCouldNotStore(String code) {
        Window window = Windows.window(1, Windows.models(2));
        service.answer(request -> switch (items(request).size()) {
            case 10 -> errors(code, 3, 9);
            case 6 -> errors(code, 0);
            default -> Answer.OK;
        });

        assertThat(exporter.export(window)).isEqualTo(Delivery.delivered());

        List<Request> requests = service.takeRequests();
        assertThat(requests).hasSize(3);
        assertThat(names(requests.get(2)))
                .containsExactly(
                        names(requests.get(0)).get(3),
                        names(requests.get(0)).get(9),
                        names(requests.get(1)).get(0));
    }

    @Test
    void waitsWhenTheServiceStoresLessThanHalf() {
        Window window = Windows.window(1, Windows.models(1));
        service.answer(errors("INTERNAL_ERROR", 0, 1, 2, 3, 4));

        assertThat(exporter.export(window)).isInstanceOfSatisfying(RetryLater.class, later -> {
            assertThat(later.after()).isZero();
            assertThat(later.reason()).isEqualTo("5 of 8 values not stored: INTERNAL_ERROR");
        });
        assertThat(service.takeRequests()).hasSize(1);
        service.answer(Answer.OK);
        assertThat(exporter.export(window)).isEqualTo(Delivery.delivered());
        assertThat(items(service.takeRequests().get(0))).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"CONFLICT_ERROR, 10", "INTERNAL_ERROR, 100"})
    void anItemThatIsNeverStoredIsDroppedInTheEndAndCounted(String code, int tries) {
        service.answer(request -> {
            int place = names(request).indexOf("djl/m0000/ModelLatency.p90");
            return place < 0 ? Answer.OK : errors(code, place);
        });
        Window window = Windows.window(1, Windows.models(2));
        Delivery delivery = exporter.export(window);
        int exports = 1;
        while (delivery instanceof RetryLater && exports < 1_000) {
            delivery = exporter.export(window);
            exports++;
        }

        assertThat(delivery).isEqualTo(new Delivered(1, "1 dropped: " + code + " " + tries + " times"));
        List<String> sent = allNames();
        assertThat(sent).filteredOn("djl/m0000/ModelLatency.p90"::equals).hasSize(tries);
        assertThat(sent).as("the others are sent once").hasSize(2 * 8 - 1 + tries);
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
    void dropsInvalidValuesAndExplainsEachNameOnce() {
        service.answer(errors("VALIDATION_ERROR", 2));
        Window window = Windows.window(1, Windows.models(1));

        assertThat(exporter.export(window)).isEqualTo(new Delivered(1, "1 dropped: VALIDATION_ERROR"));
        exporter.export(Windows.window(2, Windows.models(1)));

        assertThat(context.warnings()).hasSize(1).first().asString().contains("djl/m0000/Invocation5XXErrors");
        assertThat(service.takeRequests()).hasSize(2);
    }

    @Test
    void countsWhatWasDroppedBeforeAndAfterARetry() {
        service.answer(request -> items(request).size() == 1
                ? errors("INTERNAL_ERROR", 0)
                : Answer.of(
                        200,
                        "{\"Errors\":[{\"Code\":\"VALIDATION_ERROR\",\"MetricIndex\":0},"
                                + "{\"Code\":\"INTERNAL_ERROR\",\"MetricIndex\":1}]}"));
        Window window = Windows.window(1, Windows.models(1));
        assertThat(exporter.export(window)).isInstanceOf(RetryLater.class);

        service.answer(errors("VALIDATION_ERROR", 0));

        assertThat(exporter.export(window))
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.rejectedItems()).isEqualTo(2));
    }

    @Test
    void aFullTrialComponentStopsNewNamesOnly() {
        exporter.export(Windows.window(1, Windows.models(1)));
        service.answer(request -> names(request).contains("djl/m0001/Invocations")
                ? errors(
                        "METRIC_LIMIT_EXCEEDED",
                        IntStream.range(0, items(request).size())
                                .filter(i -> names(request).get(i).contains("m0001"))
                                .toArray())
                : Answer.OK);
        exporter.export(Windows.window(2, Windows.models(2)));
        service.takeRequests();
        service.answer(Answer.OK);

        Delivery delivery = exporter.export(Windows.window(3, Windows.models(3)));

        assertThat(delivery).isInstanceOfSatisfying(Delivered.class, delivered -> {
            // The second model's last values went out with another request and were taken.
            assertThat(delivered.rejectedItems()).isEqualTo(2 + 8);
            assertThat(delivered.reason()).contains("METRIC_LIMIT_EXCEEDED");
        });
        assertThat(names(service.takeRequests().get(0))).hasSize(10).noneMatch(name -> name.contains("m0002"));
        assertThat(context.warnings())
                .hasSize(1)
                .first()
                .asString()
                .contains("my-trial")
                .contains("METRIC_LIMIT_EXCEEDED");

        clock.set(clock.instant().plus(Duration.ofHours(1)));
        assertThat(exporter.export(Windows.window(4, Windows.models(3)))).isEqualTo(Delivery.delivered());
    }

    @Test
    void anInvalidRequestCostsItsItemsOnly() {
        service.answer(request -> names(request).contains("djl/m0000/Invocations")
                ? Answer.error(400, "ValidationException", "bad")
                : Answer.OK);

        assertThat(exporter.export(Windows.window(1, Windows.models(3))))
                .isEqualTo(new Delivered(10, "10 dropped: HTTP 400 ValidationException: bad"));
        assertThat(service.takeRequests()).hasSize(3);
    }

    @Test
    void aWindowOfWhichNothingIsValidIsRejected() {
        service.answer(Answer.error(400, "ValidationException", "bad"));

        assertThat(exporter.export(Windows.window(1, Windows.models(3))))
                .isEqualTo(new Rejected("HTTP 400 ValidationException: bad"));
    }

    @Test
    void theReasonStaysShortHoweverManyThereAre() {
        AtomicInteger count = new AtomicInteger();
        service.answer(request -> names(request).contains("djl/m0000/Invocations")
                ? Answer.OK
                : Answer.error(400, "ValidationException", "request " + count.incrementAndGet()));

        assertThat(exporter.export(Windows.window(1, Windows.models(100))))
                .isInstanceOfSatisfying(Delivered.class, delivered -> {
                    assertThat(delivered.rejectedItems()).isEqualTo(790);
                    assertThat(delivered.reason()).hasSizeLessThan(1000);
                });
    }

    @Test
    void anAnswerAboutAnItemThatWasNotSentLosesNothingSilently() {
        service.answer(errors("INTERNAL_ERROR", 10));

        assertThat(exporter.export(Windows.window(1, Windows.models(1))))
                .isEqualTo(new Delivered(1, "1 dropped: the answer speaks of item 10 of 8"));
    }

    @Test
    void anUnknownErrorCodeIsDroppedAndCounted() {
        service.answer(errors("BRAND_NEW", 0));

        assertThat(exporter.export(Windows.window(1, Windows.models(1))))
                .isEqualTo(new Delivered(1, "1 dropped: refused without a known reason"));
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

    private List<String> allNames() {
        return service.takeRequests().stream()
                .flatMap(request -> names(request).stream())
                .collect(Collectors.toList());
    }

    private static Answer errors(String code, int... places) {
        return Answer.of(
                200,
                IntStream.of(places)
                        .mapToObj(place -> "{\"Code\":\"" + code + "\",\"MetricIndex\":" + place + "}")
                        .collect(Collectors.joining(",", "{\"Errors\":[", "]}")));
    }

    private static List<JsonNode> items(Request request) {
        return request.field("MetricData").asArray();
    }

    private static List<String> names(Request request) {
        return items(request).stream()
                .map(item -> item.asObject().get("MetricName").asString())
                .toList();
    }

    private static List<Double> values(Request request) {
        return items(request).stream()
                .map(item -> Double.valueOf(item.asObject().get("Value").asNumber()))
                .toList();
    }
}
