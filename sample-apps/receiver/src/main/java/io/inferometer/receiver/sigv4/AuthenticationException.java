package io.inferometer.receiver.sigv4;

/** A request whose sender is not who it says. */
public final class AuthenticationException extends Exception {
    private static final long serialVersionUID = 1L;

    static final String SKEW = "RequestExpired";

    private final String code;

    /** @param code the name AWS gives this error */
    public AuthenticationException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Of credentials that were good once. */
    public static AuthenticationException expiredToken() {
        return new AuthenticationException(
                "ExpiredTokenException", "The security token included in the request is expired");
    }

    /** Whether the request was signed at another time, and may be right when signed again. */
    public boolean isSkew() {
        return code.equals(SKEW);
    }

    /** The name AWS gives this error, as in {@code x-amzn-errortype}. */
    public String code() {
        return code;
    }
}
