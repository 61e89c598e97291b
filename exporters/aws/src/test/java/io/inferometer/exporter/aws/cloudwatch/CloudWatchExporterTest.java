package io.inferometer.exporter.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import io.inferometer.exporter.aws.RandomHistograms;
import io.inferometer.exporter.aws.SetClock;
import io.inferometer.exporter.aws.Windows;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import io.inferometer.exporter.awsclient.fixture.ServiceFixture;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudWatchExporterTest extends ServiceFixture {

    /** Of a window without host metrics and loads. */
    private static final int ENDPOINT_SERIES = 7;

    /** Models, each called once, when nothing is refused. */
    private static final int REQUESTS_FOR_A_THOUSAND = 7;

    private final SetClock clock = new SetClock();
    private Exporter exporter;

    @BeforeEach
    void create() throws IOException {
        service.answer(Answer.XML);
        context.with("cloudwatch.namespace", "Team A/models");
        exporter = new CloudWatchProvider(clock).create(context);
    }

    @AfterEach
    void close() {
        exporter.close();
    }

    @Test
    void callsTheServiceAsItsModelSays() {
        assertThat(exporter.export(Windows.window(1, Windows.called(new ModelId("djl", "bert", "2"), 2_000_000))))
                .isEqualTo(Delivery.delivered());

        Request request = service.takeRequests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/");
        assertThat(request.headers().get("authorization")).contains("/eu-central-1/monitoring/aws4_request");
        Map<String, String> form = request.form();
        assertThat(form)
                .containsEntry("Action", "PutMetricData")
                .containsEntry("Version", "2010-08-01")
                .containsEntry("Namespace", "Team A/models");
        assertThat(form.keySet()).noneMatch(key -> key.endsWith(".StorageResolution"));
        // The window began ten seconds before its end.
        assertThat(form)
                .containsEntry("MetricData.member.1.Timestamp", "2026-01-02T03:03:55.678Z")
                .containsEntry("MetricData.member.1.MetricName", "InvocationsPerInstance")
                .containsEntry("MetricData.member.1.Unit", "None")
                .containsEntry("MetricData.member.1.Dimensions.member.1.Name", "EndpointName")
                .containsEntry("MetricData.member.1.Dimensions.member.1.Value", "endpoint")
                .containsEntry("MetricData.member.1.Dimensions.member.2.Name", "VariantName")
                .containsEntry("MetricData.member.1.Dimensions.member.2.Value", "AllTraffic")
                .containsEntry("MetricData.member.1.Value", "1.0")
                .doesNotContainKey("MetricData.member.1.Dimensions.member.3.Name");
    }

    @Test
    void theEndpointAndEachModelHaveSeriesOfTheirOwn() {
        exporter.export(Windows.window(
                1,
                Windows.END,
                new HostStats(new HostUtilization(1, 2, 3, Double.NaN, Double.NaN), List.of()),
                Windows.called(new ModelId("djl", "bert", "2"), 2_000_000),
                Windows.called(new ModelId("djl", "gpt", ""), 3_000_000, 4_000_000)));

        List<Datum> data = data(service.takeRequests());
        assertThat(data)
                .extracting(Datum::name)
                .containsExactly(
                        "InvocationsPerInstance",
                        "CPUUtilization",
                        "MemoryUtilization",
                        "DiskUtilization",
                        "Invocations",
                        "Invocation4XXErrors",
                        "Invocation5XXErrors",
                        "InvocationModelErrors",
                        "ModelLatency",
                        "ConcurrentRequestsPerModel",
                        "Invocations",
                        "Invocation4XXErrors",
                        "Invocation5XXErrors",
                        "InvocationModelErrors",
                        "ModelLatency",
                        "ConcurrentRequestsPerModel",
                        "Invocations",
                        "Invocation4XXErrors",
                        "Invocation5XXErrors",
                        "InvocationModelErrors",
                        "ModelLatency",
                        "ConcurrentRequestsPerModel");
        assertThat(data).extracting(Datum::model).containsSubsequence("", "djl/bert@2", "djl/gpt");
        assertThat(sum(data, "", "Invocations")).isEqualTo(3);
        assertThat(sum(data, "djl/bert@2", "Invocations")).isEqualTo(1);
        assertThat(sum(data, "djl/gpt", "Invocations")).isEqualTo(2);
        assertThat(sum(data, "", "ModelLatency")).isEqualTo(9000, within(9.0));
        assertThat(sum(data, "djl/gpt", "ModelLatency")).isEqualTo(7000, within(7.0));
    }

    @Test
    void highResolutionIsAskedFor() {
        try (Exporter high = new CloudWatchProvider(clock).create(context.with("cloudwatch.high-resolution", "true"))) {
            high.export(Windows.window(1));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        assertThat(service.takeRequests().get(0).form()).containsEntry("MetricData.member.1.StorageResolution", "1");
    }

    @Test
    void aLargeRequestIsCompressedAndTheCompressionIsSigned() {
        exporter.export(Windows.window(1, Windows.models(20)));

        Request request = service.takeRequests().get(0);
        assertThat(request.bytes().length).isGreaterThan(10_240);
        assertThat(request.headers()).containsEntry("content-encoding", "gzip");
        assertThat(request.headers().get("authorization")).contains("content-encoding");
        assertThat(Integer.parseInt(request.headers().get("content-length"))).isLessThan(request.bytes().length / 5);
    }

    /** The limits hold whatever was measured, and every call is told, however many requests it takes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyRequestIsWithinTheLimits(int seed) {
        Random random = new Random(seed);
        List<ModelStats> models = new ArrayList<>();
        long calls = 0;
        for (int i = 0; i < 400; i++) {
            long[] nanos = RandomHistograms.values(random);
            calls += nanos.length;
            models.add(Windows.called(
                    new ModelId("djl", "m%04d %s".formatted(i, "+".repeat(random.nextInt(100))), ""),
                    RandomHistograms.of(nanos)));
        }

        assertThat(exporter.export(Windows.window(1, models.toArray(new ModelStats[0]))))
                .isEqualTo(Delivery.delivered());

        List<Request> requests = service.takeRequests();
        assertThat(requests).hasSizeGreaterThan(2);
        for (Request request : requests) {
            assertThat(request.bytes().length).isLessThanOrEqualTo(1_000_000);
            assertThat(data(List.of(request))).hasSizeBetween(1, 1000);
        }
        // What is foreseen is not far from what is: most requests are full.
        assertThat(requests.subList(0, requests.size() - 1))
                .allMatch(request -> request.bytes().length > 850_000
                        || data(List.of(request)).size() == 1000);
        List<Datum> data = data(requests);
        assertThat(data).allMatch(datum -> datum.values().size() <= 150);
        assertThat(sum(data, "", "Invocations")).isEqualTo(calls);
        assertThat(data.stream()
                        .filter(datum ->
                                !datum.model().isEmpty() && datum.name().equals("Invocations"))
                        .mapToDouble(Datum::sum)
                        .sum())
                .isEqualTo(calls);
    }

    @Test
    void aThousandModelsAreTold() {
        assertThat(exporter.export(Windows.window(1, Windows.models(1000)))).isEqualTo(Delivery.delivered());

        List<Datum> data = data(service.takeRequests());
        Set<String> models = new HashSet<>();
        data.forEach(datum -> models.add(datum.model()));
        assertThat(models).hasSize(1001);
        assertThat(sum(data, "", "Invocations")).isEqualTo(1000);
    }

    @Test
    void aRetryGoesOnWhereItStopped() {
        Window window = Windows.window(1, Windows.models(1000));
        AtomicInteger calls = new AtomicInteger();
        service.answer(request -> calls.incrementAndGet() == 3 ? error(503, "ServiceUnavailable") : Answer.XML);

        assertThat(exporter.export(window)).isInstanceOf(RetryLater.class);
        List<Request> first = service.takeRequests();
        assertThat(first).hasSize(3);
        assertThat(exporter.export(window)).isEqualTo(Delivery.delivered());

        List<Request> all = new ArrayList<>(first.subList(0, 2));
        List<Request> second = service.takeRequests();
        assertThat(second.get(0).form()).isEqualTo(first.get(2).form());
        all.addAll(second);
        Set<String> series = new HashSet<>();
        for (Datum datum : data(all)) {
            assertThat(series.add(datum.model() + " " + datum.name()))
                    .as("sent once")
                    .isTrue();
        }
        assertThat(series).hasSize(ENDPOINT_SERIES + 6 * 1000);
    }

    /** Wherever the bad data are: first, last, neighbours, or spread over requests. */
    @ParameterizedTest
    @ValueSource(
            strings = {"m0000", "m0999", "m0500 m0501", "m0003 m0250 m0600", "m0007 m0100 m0300 m0500 m0700 m0999"})
    void aBadDatumCostsNoOther(String models) {
        Set<String> bad = new HashSet<>();
        for (String model : models.split(" ")) {
            bad.add("djl/" + model + " ModelLatency");
        }
        Ledger ledger = refuse(400, "InvalidParameterValue", bad::contains);

        Delivery delivery = exporter.export(Windows.window(1, Windows.models(1000)));

        assertThat(delivery).isInstanceOfSatisfying(Delivered.class, delivered -> {
            assertThat(delivered.rejectedItems()).isEqualTo(bad.size());
            assertThat(delivered.reason()).contains("InvalidParameterValue").contains("told why");
        });
        assertThat(ledger.taken)
                .doesNotHaveDuplicates()
                .hasSize(ENDPOINT_SERIES + 6 * 1000 - bad.size())
                .doesNotContainAnyElementsOf(bad);
        assertThat(ledger.requests).isLessThanOrEqualTo(REQUESTS_FOR_A_THOUSAND + 20 * bad.size());
        assertThat(context.warnings()).hasSize(bad.size());
    }

    /** All that a model has: its name may be to blame. */
    @Test
    void aBadModelIsKeptApartFromThenOn() {
        Ledger ledger = refuse(400, "InvalidParameterValue", series -> series.startsWith("djl/m0042 "));
        exporter.export(Windows.window(1, Windows.models(100)));
        assertThat(context.warnings()).hasSize(6);
        ledger.clear();

        exporter.export(Windows.window(2, Windows.models(100)));

        assertThat(ledger.taken).doesNotHaveDuplicates().hasSize(ENDPOINT_SERIES + 6 * 99);
        assertThat(ledger.requests).isEqualTo(1 + 11);
        assertThat(context.warnings()).hasSize(6);
    }

    @Test
    void aBadDatumIsExplainedOnceAndThenSentApart() {
        Ledger ledger = refuse(400, "InvalidParameterValue", "djl/m0042 ModelLatency"::equals);

        exporter.export(Windows.window(1, Windows.models(100)));
        assertThat(context.warnings())
                .singleElement()
                .asString()
                .startsWith("cloudwatch: ModelLatency (EndpointName=endpoint, VariantName=AllTraffic,"
                        + " ModelName=djl/m0042) is refused and dropped")
                .contains("HTTP 400 InvalidParameterValue: told why")
                .contains("model-name.");
        for (int number = 2; number <= 4; number++) {
            ledger.clear();
            assertThat(exporter.export(Windows.window(number, Windows.models(100))))
                    .isInstanceOfSatisfying(
                            Delivered.class,
                            delivered -> assertThat(delivered.rejectedItems()).isEqualTo(1));
            assertThat(ledger.taken).doesNotHaveDuplicates().hasSize(ENDPOINT_SERIES + 6 * 100 - 1);
            assertThat(ledger.requests).isEqualTo(2);
        }
        assertThat(context.warnings()).hasSize(1);
    }

    /** What was taken is not sent again when the rest meets an outage, and the search goes on, however often that happens. */
    @Test
    void aRetryAfterAHalfWasTakenIsExact() {
        AtomicInteger calls = new AtomicInteger();
        Ledger ledger = refuse(400, "InvalidParameterValue", "djl/m0005 Invocations"::equals);
        Function<Request, Answer> rules = ledger::answer;
        service.answer(
                request -> calls.incrementAndGet() % 3 == 0 ? error(503, "ServiceUnavailable") : rules.apply(request));
        Window window = Windows.window(1, Windows.models(100));

        int attempts = 0;
        Delivery delivery = exporter.export(window);
        for (; delivery instanceof RetryLater; attempts++) {
            assertThat(attempts).isLessThan(50);
            delivery = exporter.export(window);
        }

        assertThat(attempts).isGreaterThan(1);
        assertThat(delivery)
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.rejectedItems()).isEqualTo(1));
        assertThat(ledger.taken).doesNotHaveDuplicates().hasSize(ENDPOINT_SERIES + 6 * 100 - 1);
    }

    /** A limit that is not the service's own, a proxy's for one. */
    @Test
    void aRequestThatIsTooLargeIsHalved() {
        Set<String> taken = new HashSet<>();
        service.answer(request -> {
            List<Datum> data = data(List.of(request));
            if (data.size() > 100) {
                return Answer.of(413, "<html>Request Entity Too Large</html>");
            }
            data.forEach(datum -> assertThat(taken.add(datum.series())).isTrue());
            return Answer.XML;
        });

        assertThat(exporter.export(Windows.window(1, Windows.models(100)))).isEqualTo(Delivery.delivered());
        assertThat(taken).hasSize(ENDPOINT_SERIES + 6 * 100);
        assertThat(context.warnings()).isEmpty();
    }

    /** Whatever all data have in common is not looked for in each of them. */
    @Test
    void aWindowThatIsRefusedAltogetherTakesFewRequests() {
        Ledger ledger = refuse(400, "InvalidParameterValue", series -> true);

        for (int number = 1; number <= 2; number++) {
            ledger.clear();
            assertThat(exporter.export(Windows.window(number, Windows.models(1000))))
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            rejected -> assertThat(rejected.reason()).contains("told why"));
            assertThat(ledger.requests)
                    .isLessThanOrEqualTo(REQUESTS_FOR_A_THOUSAND + 2 * CloudWatchExporter.HALVINGS_BEFORE_SUCCESS);
        }
        assertThat(context.warnings()).isEmpty();
    }

    /** Beyond the bound, what is wrong takes others along, and no request or line more. */
    @Test
    void theSearchForBadDataIsBounded() {
        Ledger ledger = refuse(400, "InvalidParameterValue", series -> series.matches("djl/m..[05]0 ModelLatency"));

        Delivered first = (Delivered) exporter.export(Windows.window(1, Windows.models(1000)));

        assertThat(ledger.requests).isLessThanOrEqualTo(REQUESTS_FOR_A_THOUSAND + 2 * CloudWatchExporter.HALVINGS);
        assertThat(first.rejectedItems()).isGreaterThan(20);
        assertThat(ledger.taken.size() + first.rejectedItems()).isEqualTo(ENDPOINT_SERIES + 6 * 1000);
        assertThat(context.warnings()).hasSizeLessThanOrEqualTo(RefusedSeries.LINES + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "400,InvalidParameterValue",
        "400,MissingParameter",
        "400,InvalidParameterCombination",
        "413,RequestEntityTooLarge"
    })
    void whatTheServiceWillNeverTakeIsRejected(int status, String code) {
        service.answer(error(status, code));

        assertThat(exporter.export(Windows.window(1))).isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400,Throttling",
        "400,ThrottlingException",
        "500,InternalServiceError",
        "503,ServiceUnavailable",
        "403,ExpiredToken",
        "400,ExpiredTokenException",
        "403,AccessDenied"
    })
    void whatMayBetterItselfIsTriedAgain(int status, String code) {
        service.answer(error(status, code));

        assertThat(exporter.export(Windows.window(1))).isInstanceOf(RetryLater.class);
    }

    @Test
    void aWindowThatIsTooOldOrTooNewIsNotSent() {
        for (Duration off : List.of(Duration.ofDays(14).plusSeconds(20), Duration.ofHours(-3))) {
            clock.set(clock.instant().plus(off));
            assertThat(exporter.export(Windows.window(1))).isInstanceOf(Rejected.class);
            clock.set(clock.instant().minus(off));
        }
        assertThat(service.takeRequests()).isEmpty();
    }

    @Test
    void withoutCredentialsTheWindowWaits() {
        aws.clear("aws.accessKeyId");
        aws.clear("aws.secretAccessKey");

        assertThat(exporter.export(Windows.window(1))).isInstanceOf(RetryLater.class);
        assertThat(service.takeRequests()).isEmpty();
    }

    private static Answer error(int status, String code) {
        return Answer.of(
                status,
                "<ErrorResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><Error><Type>Sender</Type><Code>"
                        + code + "</Code><Message>told why</Message></Error><RequestId>1</RequestId></ErrorResponse>");
    }

    /** From now on requests with such a series, its model and its metric, are refused as a whole; others are taken. */
    private Ledger refuse(int status, String code, Predicate<String> series) {
        Ledger ledger = new Ledger(series, error(status, code));
        service.answer(ledger::answer);
        return ledger;
    }

    /** Which series were taken, and how many requests came. */
    private static final class Ledger {
        private final Predicate<String> bad;
        private final Answer refusal;
        private final List<String> taken = new ArrayList<>();
        private int requests;

        Ledger(Predicate<String> bad, Answer refusal) {
            this.bad = bad;
            this.refusal = refusal;
        }

        Answer answer(Request request) {
            requests++;
            List<String> series =
                    data(List.of(request)).stream().map(Datum::series).toList();
            if (series.stream().anyMatch(bad)) {
                return refusal;
            }
            taken.addAll(series);
            return Answer.XML;
        }

        void clear() {
            taken.clear();
            requests = 0;
        }
    }

    /** @param model empty for the endpoint's own */
    private record Datum(String name, String model, List<Double> values, List<Double> counts) {
        String series() {
            return model + " " + name;
        }

        double sum() {
            double sum = 0;
            for (int i = 0; i < values.size(); i++) {
                sum += values.get(i) * (counts.isEmpty() ? 1 : counts.get(i));
            }
            return sum;
        }
    }

    private static double sum(List<Datum> data, String model, String name) {
        return data.stream()
                .filter(datum -> datum.model().equals(model) && datum.name().equals(name))
                .mapToDouble(Datum::sum)
                .sum();
    }

    private static List<Datum> data(List<Request> requests) {
        List<Datum> data = new ArrayList<>();
        for (Request request : requests) {
            Map<String, String> form = request.form();
            for (int i = 1; form.containsKey("MetricData.member." + i + ".MetricName"); i++) {
                String prefix = "MetricData.member." + i + ".";
                List<Double> values = numbers(form, prefix + "Values.member.");
                if (form.containsKey(prefix + "Value")) {
                    assertThat(values).isEmpty();
                    values = List.of(Double.valueOf(form.get(prefix + "Value")));
                }
                data.add(new Datum(
                        form.get(prefix + "MetricName"),
                        form.getOrDefault(prefix + "Dimensions.member.3.Value", ""),
                        values,
                        numbers(form, prefix + "Counts.member.")));
            }
        }
        return data;
    }

    private static List<Double> numbers(Map<String, String> form, String prefix) {
        List<Double> numbers = new ArrayList<>();
        for (int i = 1; form.containsKey(prefix + i); i++) {
            numbers.add(Double.valueOf(form.get(prefix + i)));
        }
        return numbers;
    }
}
