package io.inferometer.exporter.awsclient.http;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A request that is whole in memory, for {@link WebClient}. Immutable. */
public final class WebRequest {

    private final String method;
    private final URI uri;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * @param uri absolute, its path and query percent-encoded as they are to be sent
     * @param headers by name, without regard to case; Host and Content-Length are added when the request is sent
     * @param body not to be changed; empty for none
     */
    public WebRequest(String method, URI uri, Map<String, String> headers, byte[] body) {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        this.method = method;
        this.uri = uri;
        this.headers = Collections.unmodifiableMap(copy);
        this.body = body;
    }

    /** Returns a POST request without headers of its own. */
    public static WebRequest post(URI uri, byte[] body) {
        return new WebRequest("POST", uri, Map.of(), body);
    }

    /** Returns a PUT request without headers of its own. */
    public static WebRequest put(URI uri, byte[] body) {
        return new WebRequest("PUT", uri, Map.of(), body);
    }

    /** Returns the same request with one header set. */
    public WebRequest with(String name, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(name, value);
        return new WebRequest(method, uri, more, body);
    }

    /** Returns the same request with a bearer token (RFC 6750). */
    public WebRequest withBearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** Such as {@code PUT}. */
    public String method() {
        return method;
    }

    /** Where it goes. */
    public URI uri() {
        return uri;
    }

    /** By name, without regard to case. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Not to be changed. */
    public byte[] body() {
        return body;
    }

    /** Names method and address; neither headers nor body, which may hold secrets, nor the query. */
    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
