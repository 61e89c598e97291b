package io.inferometer.receiver.sigv4;

/** A request whose sender is not who it says. */
public final class AuthenticationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    AuthenticationException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The name AWS gives this error, as in {@code x-amzn-errortype}. */
    public String code() {
        return code;
    }
}
