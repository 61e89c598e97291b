package io.inferometer.receiver.operation;

import io.inferometer.receiver.shape.Violations;
import io.inferometer.receiver.wire.Protocol;

/** A service and how it names what is wrong with a request. */
public enum Service {
    SAGEMAKER("sagemaker", "", "ValidationException", "ValidationException", "ValidationException"),
    CLOUDWATCH(
            "monitoring",
            "GraniteServiceVersion20100801",
            "SerializationException",
            "InvalidParameterValueException",
            "MissingRequiredParameterException"),
    LOGS("logs", "Logs_20140328", "SerializationException", "InvalidParameterException", "InvalidParameterException"),
    /** Has an error name for everything that is wrong with a body, and calls that bear a token. */
    SENTINEL("", "", "ValidationError", "ValidationError", "ValidationError"),
    S3("s3", "", "InvalidRequest", "InvalidRequest", "InvalidRequest");

    private final String signingName;
    private final String target;
    private final String malformed;
    private final String invalid;
    private final String missing;

    Service(String signingName, String target, String malformed, String invalid, String missing) {
        this.signingName = signingName;
        this.target = target;
        this.malformed = malformed;
        this.invalid = invalid;
        this.missing = missing;
    }

    /** As in the scope of a signature; empty if calls are not signed. */
    public String signingName() {
        return signingName;
    }

    /** The service in {@code X-Amz-Target} and in the path of CBOR requests; empty if it knows neither. */
    public String target() {
        return target;
    }

    /** The HTTP status of a request that is not genuine. */
    public int unauthenticated(Protocol protocol) {
        if (this == SENTINEL) {
            return 401;
        }
        return switch (protocol) {
            case REST_JSON, QUERY -> 403;
            case JSON_1_0, JSON_1_1, CBOR -> 400;
        };
    }

    /** Returns the service's word for a body that cannot be read. */
    public RequestException malformed(String message) {
        return new RequestException(400, malformed, message);
    }

    /** Returns the service's word for a value that breaks a rule. */
    public RequestException invalid(String message) {
        return new RequestException(400, invalid, message);
    }

    /** Throws if there is a violation. */
    public void check(Violations violations) throws RequestException {
        if (violations.isEmpty()) {
            return;
        }
        String message = violations.toString();
        throw switch (violations.first()) {
            case MISSING -> new RequestException(400, missing, message);
            case VALUE -> invalid(message);
            // Only CloudWatch has rules of this kind.
            case COMBINATION -> new RequestException(400, "InvalidParameterCombinationException", message);
        };
    }
}
