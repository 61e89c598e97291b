package io.inferometer.receiver.sigv4;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code Authorization} header, taken apart.
 *
 * @param accessKey who signed
 * @param scope date, region, service and {@code aws4_request}, separated by slashes
 * @param signedHeaders in the order given
 * @param signature in hexadecimal
 */
record Authorization(String accessKey, String scope, List<String> signedHeaders, String signature) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    static Authorization parse(String header) throws AuthenticationException {
        if (header.isEmpty()) {
            throw new AuthenticationException("MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        if (!header.startsWith(ALGORITHM + " ")) {
            throw incomplete("the algorithm must be " + ALGORITHM);
        }
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : header.substring(ALGORITHM.length()).split(",", -1)) {
            int equals = parameter.indexOf('=');
            if (equals < 0) {
                throw incomplete("a parameter has no '='");
            }
            parameters.put(
                    parameter.substring(0, equals).strip(),
                    parameter.substring(equals + 1).strip());
        }
        for (String name : List.of("Credential", "SignedHeaders", "Signature")) {
            if (parameters.getOrDefault(name, "").isEmpty()) {
                throw incomplete("parameter " + name + " is missing");
            }
        }
        String credential = parameters.get("Credential");
        int slash = credential.indexOf('/');
        if (slash < 0) {
            throw incomplete("Credential has no scope");
        }
        return new Authorization(
                credential.substring(0, slash),
                credential.substring(slash + 1),
                List.of(parameters.get("SignedHeaders").split(";", -1)),
                parameters.get("Signature"));
    }

    private static AuthenticationException incomplete(String what) {
        return new AuthenticationException("IncompleteSignatureException", "Authorization header: " + what);
    }
}
