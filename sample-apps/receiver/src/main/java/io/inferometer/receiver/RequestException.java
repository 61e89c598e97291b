package io.inferometer.receiver;

/** A request that is answered by an error. */
final class RequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /**
     * @param status the HTTP status, 400 to 599
     * @param code the error name, as in {@code x-amzn-errortype}
     */
    RequestException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
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
}
