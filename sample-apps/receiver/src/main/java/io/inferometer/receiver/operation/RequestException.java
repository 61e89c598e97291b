package io.inferometer.receiver.operation;

import java.time.Duration;

/** A request that is answered by an error. */
public final class RequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final Duration retryAfter;

    /**
     * @param status the HTTP status, 400 to 599
     * @param code the error name, as in {@code x-amzn-errortype}
     */
    public RequestException(int status, String code, String message) {
        this(status, code, message, Duration.ZERO);
    }

    /** @param retryAfter when to call again; zero if that is not said */
    public RequestException(int status, String code, String message, Duration retryAfter) {
        super(message);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** What the receiver answers of its own. */
    public static RequestException validation(String message) {
        return new RequestException(400, "ValidationException", message);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The error name. */
    public String code() {
        return code;
    }

    /** Zero if that is not said. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
