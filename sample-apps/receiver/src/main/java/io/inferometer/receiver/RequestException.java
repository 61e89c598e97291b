package io.inferometer.receiver;

import java.time.Duration;

/** A request that is answered by an error. */
final class RequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final Duration retryAfter;

    /**
     * @param status the HTTP status, 400 to 599
     * @param code the error name, as in {@code x-amzn-errortype}
     */
    RequestException(int status, String code, String message) {
        this(status, code, message, Duration.ZERO);
    }

    /** @param retryAfter when to call again; zero if that is not said */
    RequestException(int status, String code, String message, Duration retryAfter) {
        super(message);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    static RequestException validation(String message) {
        return new RequestException(400, "ValidationException", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
