package io.inferometer.exporter.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Delivery.Rejected;
import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.aws.RandomHistograms;
import io.inferometer.exporter.aws.Windows;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent for a window, and which answers of the service put it off or end it. */
class CloudWatchExporterTest extends CloudWatchFixture {

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
}
