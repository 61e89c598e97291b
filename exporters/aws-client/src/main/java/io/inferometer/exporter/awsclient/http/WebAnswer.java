package io.inferometer.exporter.awsclient.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a server said to a {@link WebRequest}. Immutable. */
public final class WebAnswer {

    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    /**
     * @param headers by name, without regard to case
     * @param body not to be changed
     */
    public WebAnswer(int status, Map<String, List<String>> headers, byte[] body) {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        this.status = status;
        this.headers = Collections.unmodifiableMap(copy);
        this.body = body;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** By name, without regard to case. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** Not to be changed. */
    public byte[] body() {
        return body;
    }

    /** Whether the status is 2xx. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** Returns the first value of a header; empty if there is none. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name))
                .flatMap(values -> values.stream().findFirst());
    }

    /** Returns the body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Names the status alone: the rest is the server's. */
    @Override
    public String toString() {
        return "HTTP " + status;
    }
}
