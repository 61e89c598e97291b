package software.amazon.awssdk.regions.internal.util;

import io.inferometer.exporter.awsclient.http.MetadataConnection;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.regions.util.ResourcesEndpointProvider;

/**
 * Stands in for the SDK's class of this name, which opens an {@code HttpURLConnection} of the JDK: on those act the cookie
 * handler, the response cache, the authenticator and the URL handlers of the application. Thread-safe.
 */
public class ConnectionUtils {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** Returns the way to the metadata and container services. */
    public static ConnectionUtils create() {
        return new ConnectionUtils();
    }

    /** Sends a GET request. */
    public HttpURLConnection connectToEndpoint(URI endpoint, Map<String, String> headers) throws IOException {
        return connectToEndpoint(endpoint, headers, "GET");
    }

    /** Sends a request without a body. */
    public HttpURLConnection connectToEndpoint(URI endpoint, Map<String, String> headers, String method)
            throws IOException {
        return connected(endpoint, headers, method, TIMEOUT);
    }

    /** Sends a request without a body. */
    public HttpURLConnection connectToEndpoint(ResourcesEndpointProvider endpoint, String method) throws IOException {
        return connected(
                endpoint.endpoint(),
                endpoint.headers(),
                method,
                endpoint.connectionTimeout().orElse(TIMEOUT));
    }

    private static HttpURLConnection connected(
            URI endpoint, Map<String, String> headers, String method, Duration timeout) throws IOException {
        MetadataConnection connection = new MetadataConnection(endpoint, headers, method, timeout);
        connection.connect();
        return connection;
    }
}
