package io.inferometer.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.receiver.sigv4.Credentials;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemakeredge.SagemakerEdgeClient;
import software.amazon.awssdk.services.sagemakeredge.model.SendHeartbeatRequest;
import software.amazon.awssdk.services.sagemakermetrics.SageMakerMetricsClient;
import software.amazon.awssdk.services.sagemakermetrics.model.BatchPutMetricsRequest;
import software.amazon.awssdk.services.sagemakermetrics.model.RawMetricData;

/** The official clients, unchanged, and what they send. */
abstract class AwsSdkFixture {

    static final Credentials EXAMPLE = ReceiverOptions.EXAMPLE_CREDENTIALS;
    static final Instant NOW = Instant.now();

    static RawMetricData.Builder datum(String name) {
        return RawMetricData.builder().metricName(name).timestamp(NOW).value(1.0);
    }

    static BatchPutMetricsRequest put(RawMetricData... data) {
        return BatchPutMetricsRequest.builder()
                .trialComponentName("trial")
                .metricData(data)
                .build();
    }

    static SageMakerMetricsClient metrics(Receiver receiver, Credentials credentials) {
        return local(SageMakerMetricsClient.builder(), receiver, credentials).build();
    }

    static SagemakerEdgeClient edge(Receiver receiver, Credentials credentials) {
        return local(SagemakerEdgeClient.builder(), receiver, credentials).build();
    }

    static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B local(
            B builder, Receiver receiver, Credentials credentials) {
        AwsCredentials identity = credentials
                .sessionToken()
                .<AwsCredentials>map(
                        token -> AwsSessionCredentials.create(credentials.accessKey(), credentials.secretKey(), token))
                .orElseGet(() -> AwsBasicCredentials.create(credentials.accessKey(), credentials.secretKey()));
        return builder.endpointOverride(receiver.address())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(identity))
                .httpClientBuilder(UrlConnectionHttpClient.builder());
    }

    static SendHeartbeatRequest heartbeat() {
        return SendHeartbeatRequest.builder()
                .agentVersion("1")
                .deviceName("d")
                .deviceFleetName("f")
                .build();
    }

    static void assertFails(Runnable call, int status, String code) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(AwsServiceException.class, failure -> {
            assertThat(failure.statusCode()).isEqualTo(status);
            assertThat(failure.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(failure.requestId()).isNotBlank();
        });
    }
}
