package io.inferometer.exporter.awsclient;

/** Something other than the service has answered. The message is one line without a secret. */
final class ForeignAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ForeignAnswerException(String message) {
        super(message, null, false, false);
    }
}
