package io.inferometer.receiver.http;

/** Bytes that are not HTTP/1.1 as far as it is understood here. */
final class MalformedRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedRequestException(String message) {
        super(message);
    }
}
