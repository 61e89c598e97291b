package io.inferometer.agent.e2e;

import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.sigv4.Credentials;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What it takes to send to a receiver, with windows and heartbeats of one second. */
final class AwsSettings {

    private AwsSettings() {}

    /** Options of the agent, with {@code more} behind them. */
    static String options(URI endpoint, String... more) {
        List<String> options = new ArrayList<>(List.of(
                "interval=1s",
                "aws.region=us-east-1",
                "aws.endpoint=" + endpoint,
                "sagemaker-metrics.trial-component=trial",
                "sagemaker-edge.device-fleet-name=fleet",
                // A host name may hold what the service does not take, and a line would say so.
                "sagemaker-edge.device-name=device",
                "sagemaker-edge.interval=1s"));
        options.addAll(List.of(more));
        return String.join(",", options);
    }

    /** Gives a JVM the credentials that the receiver knows, and keeps it from looking for any others. */
    static ForkedJvm signed(ForkedJvm jvm) {
        Credentials credentials = ReceiverOptions.EXAMPLE_CREDENTIALS;
        return unsigned(jvm)
                .environment("AWS_ACCESS_KEY_ID", credentials.accessKey())
                .environment("AWS_SECRET_ACCESS_KEY", credentials.secretKey());
    }

    /** Keeps a JVM from finding credentials or a region where these tests run. */
    static ForkedJvm unsigned(ForkedJvm jvm) {
        return jvm.environment("AWS_EC2_METADATA_DISABLED", "true")
                .environment("AWS_CONFIG_FILE", "/nonexistent")
                .environment("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");
    }
}
