package io.inferometer.exporter.awsclient.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * A request to the metadata service of an instance or to the credentials service of a container, in the shape in which the
 * SDK expects one. No proxy is asked: both services are next to the JVM. The response is read at once, as the SDK drops
 * many a connection without closing it. Used by one thread.
 */
public final class MetadataConnection extends HttpURLConnection {

    /** Many times the longest document of either service. */
    static final int MAX_BYTES = 64 * 1024;

    private final SdkHttpRequest request;
    private final Duration timeout;
    private SdkHttpResponse response;
    private byte[] body;

    /** @param timeout for connecting, and once more for the response */
    public MetadataConnection(URI endpoint, Map<String, String> headers, String method, Duration timeout)
            throws IOException {
        super(url(endpoint));
        this.method = method;
        this.timeout = timeout;
        SdkHttpRequest.Builder builder =
                SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(endpoint);
        headers.forEach(builder::putHeader);
        this.request = builder.build();
    }

    /** For its text alone. Without a handler of its own, a URL would ask the application's for one. */
    private static URL url(URI endpoint) throws MalformedURLException {
        return new URL(null, endpoint.toString(), new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) throws IOException {
                throw new IOException("a request is made by its own connection");
            }
        });
    }

    @Override
    public void connect() throws IOException {
        if (connected) {
            return;
        }
        SocketHttpClient client = new SocketHttpClient(ProxySettings.NONE, timeout, timeout.multipliedBy(2));
        // Nothing is to be kept for another request.
        client.close();
        HttpExecuteResponse answer = client.prepareRequest(
                        HttpExecuteRequest.builder().request(request).build())
                .call();
        try (InputStream in =
                answer.responseBody().<InputStream>map(given -> given).orElseGet(InputStream::nullInputStream)) {
            body = in.readNBytes(MAX_BYTES + 1);
        }
        if (body.length > MAX_BYTES) {
            throw new ProtocolException("the answer is longer than " + MAX_BYTES + " bytes");
        }
        response = answer.httpResponse();
        connected = true;
    }

    @Override
    public int getResponseCode() throws IOException {
        connect();
        return response.statusCode();
    }

    @Override
    public String getResponseMessage() throws IOException {
        connect();
        return response.statusText().orElse("");
    }

    @Override
    public InputStream getInputStream() throws IOException {
        connect();
        return new ByteArrayInputStream(body);
    }

    @Override
    public InputStream getErrorStream() {
        return connected && body.length > 0 ? new ByteArrayInputStream(body) : null;
    }

    @Override
    public void disconnect() {
        // It is closed as soon as the response is read.
    }

    @Override
    public boolean usingProxy() {
        return false;
    }
}
