package io.inferometer.exporter.awsclient.http;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.utils.AttributeMap;

/** Gives {@link SocketHttpClient} to the clients that the SDK itself makes, which ask STS for credentials. */
public final class SocketHttpService implements SdkHttpService {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /** Called by {@link java.util.ServiceLoader}. */
    public SocketHttpService() {}

    @Override
    public Builder createHttpClientBuilder() {
        return new Builder();
    }

    /** Builds clients that all have the same limits. */
    public static final class Builder implements SdkHttpClient.Builder<Builder> {

        private Builder() {}

        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            return new SocketHttpClient(ProxySettings.ofThisJvm(), CONNECT_TIMEOUT, REQUEST_TIMEOUT);
        }
    }
}
