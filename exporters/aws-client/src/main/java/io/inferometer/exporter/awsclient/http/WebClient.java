package io.inferometer.exporter.awsclient.http;

import io.inferometer.exporter.api.MissingSettingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Sends requests that no client of the SDK makes: to an API with a bearer token, or signed beforehand. It makes one attempt,
 * follows no redirect, and keeps one connection for the next request. Thread-safe.
 */
public final class WebClient implements AutoCloseable {

    /** Of one response's body. */
    static final int MAX_BYTES = 1 << 20;

    private final SocketHttpClient http;
    private final ProxySettings proxies;

    /**
     * @param connectTimeout how long to wait for each address of a server
     * @param requestTimeout how long a request may take, from connecting to the last byte of the response
     */
    public WebClient(ProxySettings proxies, Duration connectTimeout, Duration requestTimeout) {
        this.proxies = proxies;
        this.http = new SocketHttpClient(proxies, connectTimeout, requestTimeout);
    }

    /**
     * Sends a request on the calling thread.
     *
     * @return the response, whatever its status
     * @throws IOException if no whole response came in time, or it is longer than a mebibyte; the message holds nothing of
     *     the request
     */
    public WebAnswer send(WebRequest request) throws IOException {
        HttpExecuteResponse response = http.prepareRequest(HttpExecuteRequest.builder()
                        .request(head(request))
                        .contentStreamProvider(() -> new ByteArrayInputStream(request.body()))
                        .build())
                .call();
        return new WebAnswer(
                response.httpResponse().statusCode(), response.httpResponse().headers(), body(response.responseBody()));
    }

    /**
     * Checks what says by which proxy a server is called. Sends nothing.
     *
     * @throws MissingSettingException if that is no proxy; the message names it
     */
    public void check(URI server) {
        proxies.proxy(Origin.of(server));
    }

    /** Closes the idle connection. */
    @Override
    public void close() {
        http.close();
    }

    private static SdkHttpRequest head(WebRequest request) {
        SdkHttpRequest.Builder head = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(request.method()))
                .uri(request.uri());
        request.headers().forEach(head::putHeader);
        return head.build();
    }

    private static byte[] body(Optional<AbortableInputStream> body) throws IOException {
        if (body.isEmpty()) {
            return new byte[0];
        }
        try (InputStream in = body.get()) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("the answer is longer than " + MAX_BYTES + " bytes");
            }
            return bytes;
        }
    }
}
