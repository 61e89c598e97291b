package io.inferometer.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.receiver.cloudwatch.ReceivedData;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestCounts;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterCombinationException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** The official CloudWatch client, unchanged, against the receiver. */
class CloudWatchSdkTest {
    private static final Instant NOW = Instant.ofEpochMilli(Instant.now().toEpochMilli());

    private Receiver receiver;
    private CloudWatchClient client;

    @BeforeEach
    void start() throws IOException {
        receiver = Receiver.start(ReceiverOptions.defaults());
        client = client("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    }

    @AfterEach
    void stop() {
        client.close();
        receiver.close();
    }

    @Test
    void whatTheClientPutsIsSummedBySeries() {
        for (int i = 1; i <= 2; i++) {
            put(
                    "Inferometer",
                    datum("Invocations").value((double) i).build(),
                    datum("Invocations")
                            .dimensions(d -> d.name("ModelName").value("a&b"))
                            .value(10.0 * i)
                            .build(),
                    datum("ModelLatency")
                            .unit(StandardUnit.MICROSECONDS)
                            .storageResolution(1)
                            .values(1.0, 2.5)
                            .counts(3.0, 1.0)
                            .build(),
                    datum("ModelLatency")
                            .unit(StandardUnit.MICROSECONDS)
                            .statisticValues(s ->
                                    s.sampleCount(2.0).sum(9.0).minimum(0.5).maximum(8.5))
                            .build());
        }
        ReceivedData data = receiver.received().metricData();
        assertThat(data.data()).isEqualTo(8);
        assertThat(data.sum("Inferometer", "Invocations", Map.of())).isEqualTo(3);
        assertThat(data.sum("Inferometer", "Invocations", Map.of("ModelName", "a&b")))
                .isEqualTo(30);
        assertThat(data.sumBy("Invocations", Set.of("ModelName"))).isEqualTo(30);
        assertThat(data.series().get(2).statistics())
                .isEqualTo(new io.inferometer.receiver.cloudwatch.MetricDatum.Statistics(12, 29, 0.5, 8.5));
        assertThat(data.latest().get(6).timestamp()).isEqualTo(NOW.toEpochMilli() / 1e3);
        assertThat(data.latest().get(6).storageResolution()).isEqualTo(1);
        // The second round differs in the values of the first two only.
        assertThat(data.repeats()).isEqualTo(2);
        assertThat(receiver.received().requests().get(Operation.PUT_METRIC_DATA))
                .isEqualTo(new RequestCounts(2, 0, Map.of()));
    }

    @Test
    void aLargeRequestComesPackedAndIsUnderstood() {
        List<MetricDatum> data = IntStream.range(0, 1000)
                .mapToObj(i -> datum("m" + i).value(1.0).build())
                .toList();
        client.putMetricData(request -> request.namespace("n").metricData(data));
        assertThat(receiver.received().metricData().data()).isEqualTo(1000);
        assertThatThrownBy(() -> client.putMetricData(request -> request.namespace("n")
                        .metricData(IntStream.range(0, 1001)
                                .mapToObj(i -> datum("m").value(1.0).build())
                                .toList())))
                .isInstanceOf(InvalidParameterValueException.class);
    }

    @Test
    void eachErrorReachesTheClientAsItsOwnException() {
        assertThatThrownBy(() -> put("AWS/SageMaker", datum("m").value(1.0).build()))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("Namespace: ");
        assertThatThrownBy(() -> put("n", datum("m").build())).isInstanceOf(MissingRequiredParameterException.class);
        assertThatThrownBy(() -> put("n", datum("m").value(1.0).values(1.0).build()))
                .isInstanceOf(InvalidParameterCombinationException.class);
        assertThatThrownBy(() -> put("n", datum("m").value(Double.NaN).build()))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThat(receiver.received().metricData().data()).isZero();
    }

    @Test
    void aWrongSecretIsRefusedByTheNameOfTheQueryProtocol() {
        try (CloudWatchClient wrong = client("wrong")) {
            assertThatThrownBy(() -> wrong.putMetricData(request -> request.namespace("n")
                            .metricData(datum("m").value(1.0).build())))
                    .isInstanceOfSatisfying(CloudWatchException.class, failure -> {
                        assertThat(failure.statusCode()).isEqualTo(403);
                        assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch");
                        assertThat(failure.requestId()).isNotBlank();
                    });
        }
    }

    private void put(String namespace, MetricDatum... data) {
        client.putMetricData(request -> request.namespace(namespace).metricData(data));
    }

    private static MetricDatum.Builder datum(String name) {
        return MetricDatum.builder().metricName(name).timestamp(NOW);
    }

    private CloudWatchClient client(String secret) {
        return CloudWatchClient.builder()
                .endpointOverride(receiver.address())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", secret)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
