package io.inferometer.receiver.http;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** An answer to a request. Immutable. */
public final class Answer {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * @param status the HTTP status
     * @param headers by name, without those about length and connection
     * @param body empty if there is none
     */
    public Answer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        this.body = body.clone();
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** By name. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Empty if there is none. */
    public byte[] body() {
        return body.clone();
    }

    /** The same with one header more. */
    public Answer with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }
}
