package io.inferometer.exporter.sentinel;

import io.inferometer.exporter.awsclient.LogText;
import java.io.IOException;

/** The service refused a call. */
public final class SentinelApiException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int statusCode;
    private final String body;

    SentinelApiException(int statusCode, String body) {
        super("Sentinel API error " + statusCode + ": " + LogText.foreign(body));
        this.statusCode = statusCode;
        this.body = body;
    }

    /** The HTTP status: any but 2xx. */
    public int statusCode() {
        return statusCode;
    }

    /** What the service said, as it said it: it may hold what it was sent. The message shows it masked and shortened. */
    public String body() {
        return body;
    }
}
