package io.inferometer.receiver.operation;

import io.inferometer.receiver.wire.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request for an operation.
 *
 * @param queryMode whether errors name themselves as in the query protocol too, see {@code awsQueryCompatible}
 */
public record Call(Operation operation, Protocol protocol, boolean queryMode) {
    /** Tells which operation a request wants, by its method, path and headers by lower-case name; empty if it is none. */
    public static Optional<Call> of(String method, String path, Map<String, String> headers) {
        boolean queryMode = headers.getOrDefault("x-amzn-query-mode", "").equals("true");
        return Stream.of(Operation.values())
                .flatMap(operation -> Stream.of(Protocol.values())
                        .filter(protocol -> isFor(operation, protocol, method, path, headers))
                        .map(protocol -> new Call(operation, protocol, queryMode && protocol != Protocol.QUERY)))
                .findFirst();
    }

    private static boolean isFor(
            Operation operation, Protocol protocol, String method, String path, Map<String, String> headers) {
        Service service = operation.service();
        String target = headers.getOrDefault("x-amz-target", "");
        return switch (protocol) {
            case REST_JSON ->
                switch (operation) {
                    case REGISTER_RUN -> (method + path).equals("POST/runs");
                    case REFRESH_CREDENTIALS -> (method + path).matches("POST/runs/[^/]+/refresh-credentials");
                    case FINISH_RUN -> (method + path).matches("POST/runs/[^/]+/finish");
                    case PUT_OBJECT -> (method + path).matches("PUT/[^/]+/.+");
                    default ->
                        service == Service.SAGEMAKER
                                && path.equals("/" + operation)
                                && method.equals(operation == Operation.BATCH_PUT_METRICS ? "PUT" : "POST");
                };
            case JSON_1_0 -> service == Service.CLOUDWATCH && isTarget(operation, method, path, target);
            case JSON_1_1 -> service == Service.LOGS && isTarget(operation, method, path, target);
            case QUERY ->
                service == Service.CLOUDWATCH
                        && (method + path).equals("POST/")
                        && target.isEmpty()
                        && protocol.isContentType(headers.getOrDefault("content-type", ""));
            case CBOR ->
                service == Service.CLOUDWATCH
                        && method.equals("POST")
                        && path.equals("/service/" + service.target() + "/operation/" + operation);
        };
    }

    private static boolean isTarget(Operation operation, String method, String path, String target) {
        return (method + path).equals("POST/")
                && target.equals(operation.service().target() + "." + operation);
    }
}
