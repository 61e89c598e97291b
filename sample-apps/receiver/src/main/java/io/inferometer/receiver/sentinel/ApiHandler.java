package io.inferometer.receiver.sentinel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferometer.receiver.http.Answer;
import io.inferometer.receiver.operation.Authenticator;
import io.inferometer.receiver.operation.Call;
import io.inferometer.receiver.operation.Handler;
import io.inferometer.receiver.operation.Json;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestException;
import io.inferometer.receiver.shape.Shape;
import io.inferometer.receiver.shape.Violations;
import io.inferometer.receiver.sigv4.AuthenticationException;
import io.inferometer.receiver.sigv4.SignedRequest;
import io.inferometer.receiver.wire.MalformedBodyException;
import io.inferometer.receiver.wire.Protocol;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the calls share: the token, and how errors are written. Thread-safe. */
abstract class ApiHandler extends Handler {
    private static final int UNPROCESSABLE = 422;

    private final byte[] expected;

    /** @param token that calls must bear */
    ApiHandler(Operation operation, String token) {
        super(operation);
        this.expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public final void authenticate(Authenticator authenticator, SignedRequest request, Duration ahead)
            throws AuthenticationException {
        byte[] found = request.headers().getOrDefault("authorization", "").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, found)) {
            throw new AuthenticationException("Unauthorized", "Invalid or missing bearer token");
        }
    }

    @Override
    public final Answer refuse(Call call, RequestException refusal) {
        String message = refusal.getMessage();
        Object detail = refusal.status() == UNPROCESSABLE
                ? List.of(Map.of("loc", List.of("body"), "msg", message, "type", refusal.code()))
                : message;
        return withRetryAfter(answer(refusal.status(), Map.of("detail", detail)), refusal);
    }

    /** The id of the run that a path is about: its second part. */
    static String runId(SignedRequest request) {
        return URLDecoder.decode(request.path().split("/", -1)[2].replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Reads a body without what is null in it. */
    static JsonNode read(SignedRequest request, byte[] body, Shape shape) throws RequestException {
        String type = request.headers().getOrDefault("content-type", "");
        String encoding = request.headers().getOrDefault("content-encoding", "");
        if (!Protocol.REST_JSON.isContentType(type) || !encoding.isEmpty()) {
            throw invalid("the body must be application/json, not compressed, found '" + type + "' " + encoding);
        }
        try {
            JsonNode document = Protocol.REST_JSON.read(body, shape);
            if (document instanceof ObjectNode members) {
                members.properties().removeIf(member -> member.getValue().isNull());
            }
            Violations violations = shape.check(document);
            if (!violations.isEmpty()) {
                throw invalid(violations.toString());
            }
            return document;
        } catch (MalformedBodyException e) {
            throw invalid("the body is not well-formed JSON: " + e.getMessage());
        }
    }

    static RequestException invalid(String message) {
        return new RequestException(UNPROCESSABLE, "ValidationError", message);
    }

    static Answer answer(int status, Object document) {
        return new Answer(
                status,
                Map.of("Content-Type", "application/json"),
                Json.tree(document).toString().getBytes(StandardCharsets.UTF_8));
    }
}
