package io.inferometer.exporter.aws;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.MissingSettingException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * Where one exporter's calls go and what they are made with. Region and endpoint are settled when it is opened;
 * credentials are looked up before each use, for they may appear, change and expire.
 */
public final class AwsConnection implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration WAIT_FOR_CREDENTIALS = Duration.ofSeconds(60);

    private final Region region;
    private final Optional<URI> endpoint;
    private final Duration callTimeout;
    private final SdkHttpClient http;
    private final ScheduledThreadPoolExecutor timeouts;
    private final DefaultCredentialsProvider credentials =
            DefaultCredentialsProvider.builder().build();

    AwsConnection(String exporter, Region region, Optional<URI> endpoint, Duration callTimeout) {
        this.region = region;
        this.endpoint = endpoint;
        this.callTimeout = callTimeout;
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(callTimeout)
                .build();
        this.timeouts = new ScheduledThreadPoolExecutor(1, task -> timeoutThread(exporter, task));
        // A timeout holds on to its whole request until it is due, unless it goes when the call has ended in time.
        this.timeouts.setRemoveOnCancelPolicy(true);
    }

    /**
     * Reads {@code aws.region}, {@code <exporter>.endpoint} and {@code aws.endpoint}. May ask the instance metadata
     * service for the region, for a few seconds.
     *
     * @throws MissingSettingException when there is no region, or region or endpoint are unusable
     */
    public static AwsConnection open(String exporter, ExporterContext context) {
        AwsSettings settings = new AwsSettings(context);
        return new AwsConnection(exporter, settings.region(), settings.endpoint(exporter), CALL_TIMEOUT);
    }

    /** Builds a client that makes one attempt per call, on the calling thread. Closing it leaves this connection open. */
    public <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> C client(B builder) {
        builder.region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .scheduledExecutorService(timeouts)
                        .apiCallTimeout(callTimeout));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /** What to answer when there is nothing to sign a request with; empty when there is. */
    public Optional<Delivery> missingCredentials() {
        try {
            credentials.resolveCredentials();
            return Optional.empty();
        } catch (SdkClientException none) {
            // Its message lists every place where nothing was found; what to set is shorter and more use.
            return Optional.of(new Delivery.RetryLater(
                    WAIT_FOR_CREDENTIALS,
                    "no AWS credentials found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile in"
                            + " AWS_PROFILE, or give the instance or container a role"));
        }
    }

    @Override
    public void close() {
        http.close();
        credentials.close();
        timeouts.shutdownNow();
    }

    private static Thread timeoutThread(String exporter, Runnable task) {
        Thread thread = new Thread(null, task, "inferometer-aws-" + exporter, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(AwsConnection.class.getClassLoader());
        return thread;
    }
}
