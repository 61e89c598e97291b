package io.inferometer.receiver.wire;

/** A body that is not what its protocol calls well-formed. */
public final class MalformedBodyException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedBodyException(String message, Throwable cause) {
        super(message, cause);
    }
}
