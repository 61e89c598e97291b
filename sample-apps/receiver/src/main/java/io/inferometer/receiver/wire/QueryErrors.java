package io.inferometer.receiver.wire;

import java.util.Map;

/**
 * The names that errors have in the query protocol. Those of an operation come from its model, the others from "Common
 * Error Types" of the CloudWatch API reference.
 */
final class QueryErrors {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("InvalidParameterValueException", "InvalidParameterValue"),
            Map.entry("MissingRequiredParameterException", "MissingParameter"),
            Map.entry("InvalidParameterCombinationException", "InvalidParameterCombination"),
            Map.entry("InternalServiceFault", "InternalServiceError"),
            Map.entry("InvalidSignatureException", "SignatureDoesNotMatch"),
            Map.entry("UnrecognizedClientException", "InvalidClientTokenId"),
            Map.entry("MissingAuthenticationTokenException", "MissingAuthenticationToken"),
            Map.entry("IncompleteSignatureException", "IncompleteSignature"),
            Map.entry("ExpiredTokenException", "ExpiredToken"),
            Map.entry("AccessDeniedException", "AccessDenied"),
            Map.entry("ThrottlingException", "Throttling"),
            Map.entry("SerializationException", "MalformedQueryString"));

    private QueryErrors() {}

    /** The name for the query protocol; other names are the same everywhere. */
    static String name(String code) {
        return NAMES.getOrDefault(code, code);
    }
}
