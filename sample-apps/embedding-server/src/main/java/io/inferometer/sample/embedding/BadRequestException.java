package io.inferometer.sample.embedding;

/** The client's fault. The message is for the client; the status is what it is answered with. */
final class BadRequestException extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;

    BadRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
