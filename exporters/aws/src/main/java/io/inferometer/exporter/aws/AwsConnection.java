package io.inferometer.exporter.aws;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.api.NotReadyException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * One exporter's client of one service, and all that the client is made of. Region and endpoint are settled when the
 * connection is opened; the client is built when it is first used. Used by one thread.
 *
 * @param <C> the SDK's client of the service
 */
public final class AwsConnection<C extends SdkClient> implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration WAIT_FOR_CREDENTIALS = Duration.ofSeconds(60);

    /** What is built, and closed, together. */
    private record Built<C extends SdkClient>(
            C client,
            SdkHttpClient http,
            ScheduledThreadPoolExecutor timeouts,
            DefaultCredentialsProvider credentials) {}

    private final Supplier<Built<C>> build;
    private Built<C> built;

    private AwsConnection(Supplier<Built<C>> build) {
        this.build = build;
    }

    /**
     * Reads {@code aws.region}, {@code <exporter>.endpoint} and {@code aws.endpoint}. May ask the instance metadata
     * service for the region, for a few seconds.
     *
     * @param builder {@code SomeClient::builder}
     * @throws MissingSettingException when region or endpoint are unusable
     * @throws NotReadyException when there is no region yet
     */
    public static <C extends SdkClient, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>>
            AwsConnection<C> open(String exporter, ExporterContext context, Supplier<B> builder) {
        AwsSettings settings = new AwsSettings(context);
        return open(exporter, settings.region(), settings.endpoint(exporter), CALL_TIMEOUT, builder);
    }

    static <C extends SdkClient, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> AwsConnection<C> open(
            String exporter, Region region, Optional<URI> endpoint, Duration callTimeout, Supplier<B> builder) {
        return new AwsConnection<>(() -> build(exporter, region, endpoint, callTimeout, builder.get()));
    }

    /**
     * A client that makes one attempt per call, on the calling thread.
     *
     * <p>It is built by the first call of this method and not before: setting up TLS takes half a second, and where the
     * application names a logging configuration the JDK then loads {@code java.util.logging} to log certificates ({@code
     * jdk.internal.event.EventHelper}), which must not happen while the application is still starting.
     */
    public C client() {
        return built().client;
    }

    /** What to answer when there is nothing to sign a request with; empty when there is. */
    public Optional<Delivery> missingCredentials() {
        try {
            built().credentials.resolveCredentials();
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
        if (built != null) {
            built.client.close();
            built.http.close();
            built.credentials.close();
            built.timeouts.shutdownNow();
        }
    }

    private Built<C> built() {
        if (built == null) {
            built = build.get();
        }
        return built;
    }

    private static <C extends SdkClient, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> Built<C> build(
            String exporter, Region region, Optional<URI> endpoint, Duration callTimeout, B builder) {
        // Named, or the SDK would look for any client on its class path and start threads under its own names.
        SdkHttpClient http = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(callTimeout)
                .build();
        ScheduledThreadPoolExecutor timeouts =
                new ScheduledThreadPoolExecutor(1, task -> timeoutThread(exporter, task));
        // A timeout holds on to its whole request until it is due, unless it goes when the call has ended in time.
        timeouts.setRemoveOnCancelPolicy(true);
        DefaultCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build();
        builder.region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .scheduledExecutorService(timeouts)
                        .apiCallTimeout(callTimeout));
        endpoint.ifPresent(builder::endpointOverride);
        return new Built<>(builder.build(), http, timeouts, credentials);
    }

    private static Thread timeoutThread(String exporter, Runnable task) {
        Thread thread = new Thread(null, task, "inferometer-aws-" + exporter, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(AwsConnection.class.getClassLoader());
        return thread;
    }
}
