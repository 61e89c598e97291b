package io.inferometer.exporter.awsclient;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.awsclient.http.Origin;
import io.inferometer.exporter.awsclient.http.ProxySettings;
import io.inferometer.exporter.awsclient.http.SocketHttpClient;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * One exporter's client of one service, and all that the client is made of. The settings are checked when the connection
 * is opened; region and credentials are looked for, and the client is built, at the first export. Used by one thread.
 *
 * @param <C> the SDK's client of the service
 */
public final class AwsConnection<C extends SdkClient> implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration WAIT_FOR_SETTINGS = Duration.ofSeconds(60);

    /** Stands for any host of AWS's. */
    private static final URI AWS = URI.create("https://amazonaws.com");

    private static final String NO_REGION = "no AWS region found: set " + AwsSettings.REGION
            + ", or AWS_REGION in the environment, or region in the profile";

    private static final String CHECK_FILES =
            "; check ~/.aws/config and ~/.aws/credentials, or the files that AWS_CONFIG_FILE and"
                    + " AWS_SHARED_CREDENTIALS_FILE name";

    /** What is built, and closed, together. */
    private record Built<C extends SdkClient>(
            C client,
            SdkHttpClient http,
            ScheduledThreadPoolExecutor timeouts,
            FoundCredentials credentials,
            RepeatedCall repeated) {}

    private final Supplier<Optional<Region>> region;
    private final Function<Region, Built<C>> build;
    private Built<C> built;

    private AwsConnection(Supplier<Optional<Region>> region, Function<Region, Built<C>> build) {
        this.region = region;
        this.build = build;
    }

    /**
     * Reads {@code aws.region}, {@code <exporter>.endpoint} and {@code aws.endpoint}, and the variables that name an
     * endpoint or a proxy.
     *
     * @param builder {@code SomeClient::builder}
     * @throws MissingSettingException when region, endpoint or proxy are unusable
     */
    public static <C extends SdkClient, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>>
            AwsConnection<C> open(AwsService service, ExporterContext context, Supplier<B> builder) {
        SdkEnvironment.prepare();
        AwsSettings settings = new AwsSettings(context);
        Optional<Region> configured = settings.region();
        Optional<URI> endpoint = settings.endpoint(service);
        ProxySettings proxies = ProxySettings.ofThisJvm();
        proxies.check(Origin.of(endpoint.orElse(AWS))).forEach(line -> context.warn(service.exporter() + ": " + line));
        ThreadFactory threads = task -> context.newThread("aws-".concat(service.exporter()), task);
        return new AwsConnection<>(
                () -> configured.or(AwsSettings::foundRegion),
                region -> build(service, region, endpoint, proxies, CALL_TIMEOUT, threads, builder.get()));
    }

    static <C extends SdkClient, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> AwsConnection<C> open(
            AwsService service, Region region, Optional<URI> endpoint, Duration callTimeout, Supplier<B> builder) {
        return new AwsConnection<>(
                () -> Optional.of(region),
                found -> build(
                        service, found, endpoint, ProxySettings.ofThisJvm(), callTimeout, Thread::new, builder.get()));
    }

    /**
     * A client that makes one attempt per call, on the calling thread.
     *
     * <p>It is built by the first call of this method and not before: setting up TLS takes half a second, and where the
     * application names a logging configuration the JDK then loads {@code java.util.logging} to log certificates ({@code
     * jdk.internal.event.EventHelper}), which must not happen while the application is still starting.
     *
     * @throws SdkClientException when there is no region; {@link #missingCredentials} says so before
     */
    public C client() {
        return built().orElseThrow(() -> SdkClientException.create(NO_REGION)).client;
    }

    /**
     * Sends an operation as the client sent it last, which costs a fraction of what the client does. Its failures are the
     * client's.
     *
     * @param body as the client would write it
     * @return the answer's body; empty, and nothing is sent, unless the last call was of this operation and succeeded
     */
    public Optional<byte[]> repeat(String operation, byte[] body) {
        return Optional.ofNullable(built)
                .map(Built::repeated)
                .filter(repeated -> repeated.isReady(operation))
                .map(repeated -> repeated.send(body));
    }

    /**
     * What to answer when there is nothing to sign a request with, region or credentials; empty when there is. Looks again
     * at each call, for files and roles may appear while the JVM runs. May ask the network for a few seconds.
     */
    public Optional<Delivery> missingCredentials() {
        return missing().map(reason -> new Delivery.RetryLater(WAIT_FOR_SETTINGS, reason));
    }

    private Optional<String> missing() {
        Optional<Built<C>> parts;
        try {
            parts = built();
        } catch (MissingSettingException unusable) {
            return Optional.of(unusable.getMessage());
        } catch (RuntimeException unusable) {
            return Optional.of(
                    "the AWS settings cannot be used: " + LogText.foreign(unusable.getMessage()) + CHECK_FILES);
        }
        return parts.isEmpty()
                ? Optional.of(NO_REGION)
                : parts.get().credentials.missing();
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

    private Optional<Built<C>> built() {
        if (built == null) {
            built = region.get().map(build).orElse(null);
        }
        return Optional.ofNullable(built);
    }

    private static <C extends SdkClient, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> Built<C> build(
            AwsService service,
            Region region,
            Optional<URI> endpoint,
            ProxySettings proxies,
            Duration callTimeout,
            ThreadFactory threads,
            B builder) {
        Optional<URI> destination = endpoint.or(() -> FoundEndpoint.inProfile(service));
        // Named, or the SDK would look for any client on its class path.
        SdkHttpClient http = new SocketHttpClient(proxies, CONNECT_TIMEOUT, callTimeout);
        ScheduledThreadPoolExecutor timeouts = new ScheduledThreadPoolExecutor(1, threads);
        // A timeout holds on to its whole request until it is due, unless it goes when the call has ended in time.
        timeouts.setRemoveOnCancelPolicy(true);
        FoundCredentials credentials = new FoundCredentials();
        RepeatedCall repeated = new RepeatedCall(service.answers(), http, timeouts, callTimeout, credentials);
        builder.region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .scheduledExecutorService(timeouts)
                        .apiCallTimeout(callTimeout)
                        .addExecutionInterceptor(new AnswerCheck(service.answers()))
                        .addExecutionInterceptor(new OwnEndpoint())
                        .addExecutionInterceptor(credentials.refusals())
                        .addExecutionInterceptor(repeated));
        destination.ifPresent(builder::endpointOverride);
        return new Built<>(builder.build(), http, timeouts, credentials, repeated);
    }
}
