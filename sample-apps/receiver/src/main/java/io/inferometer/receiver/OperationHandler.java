package io.inferometer.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.sigv4.AuthenticationException;
import io.inferometer.receiver.sigv4.SignatureVerifier;
import io.inferometer.receiver.sigv4.SignedRequest;
import io.inferometer.receiver.wire.Answer;
import io.inferometer.receiver.wire.MalformedBodyException;
import io.inferometer.receiver.wire.Protocol;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Answers the requests for AWS operations. Thread-safe. */
final class OperationHandler {
    private static final String DISCONNECTED = "Disconnected";
    private static final String QUERY_VERSION = "2010-08-01";

    private final Ledger ledger;
    private final Faults faults;
    private final Map<Service, SignatureVerifier> verifiers = new EnumMap<>(Service.class);
    private final Map<Operation, Handler> handlers;

    OperationHandler(ReceiverOptions options, Ledger ledger, Faults faults) {
        this.ledger = ledger;
        this.faults = faults;
        for (Service service : Service.values()) {
            verifiers.put(
                    service,
                    new SignatureVerifier(
                            options.credentials(), options.region(), service.signingName(), options.clock()));
        }
        handlers = new EnumMap<>(Map.of(
                Operation.BATCH_PUT_METRICS, new BatchPutMetrics(ledger, faults, options.clock()),
                Operation.SEND_HEARTBEAT, new SendHeartbeat(ledger),
                Operation.PUT_METRIC_DATA, new PutMetricData(ledger, options.clock()),
                Operation.CREATE_LOG_GROUP, new CreateLogGroup(ledger),
                Operation.CREATE_LOG_STREAM, new CreateLogStream(ledger),
                Operation.PUT_LOG_EVENTS, new PutLogEvents(ledger, options.clock()),
                Operation.PUT_RETENTION_POLICY, new PutRetentionPolicy(ledger)));
    }

    /**
     * The answer, after any delay asked for; empty if the connection is to be closed without one.
     *
     * @throws InterruptedException if the receiver closes during the delay
     */
    Optional<Answer> handle(Call call, SignedRequest request, byte[] body) throws InterruptedException {
        Operation operation = call.operation();
        try {
            JsonNode document = read(call, request, body);
            if (strike(operation)) {
                ledger.reject(operation, DISCONNECTED);
                return Optional.empty();
            }
            JsonNode answer = handlers.get(operation).accept(document);
            return Optional.of(Answer.success(
                    call.protocol(),
                    operation.toString(),
                    answer,
                    UUID.randomUUID().toString()));
        } catch (RequestException e) {
            return Optional.of(refuse(call, e));
        }
    }

    /** Writes a refusal into the books and words it for the client. */
    Answer refuse(Call call, RequestException refusal) {
        ledger.reject(call.operation(), refusal.code());
        return Answer.error(
                call.protocol(),
                refusal.status(),
                refusal.code(),
                refusal.getMessage(),
                call.queryMode(),
                UUID.randomUUID().toString());
    }

    /** A document that is genuine, well-formed and of the right shape. */
    private JsonNode read(Call call, SignedRequest request, byte[] body) throws RequestException {
        Service service = call.operation().service();
        authenticate(call, request);
        checkContentType(call.protocol(), request);
        byte[] plain = ContentEncoding.decode(call, request.headers().getOrDefault("content-encoding", ""), body);
        Handler handler = handlers.get(call.operation());
        try {
            if (call.protocol() == Protocol.QUERY) {
                checkAction(call.operation(), Protocol.action(plain));
            }
            JsonNode document = call.protocol().read(plain, handler.request());
            service.check(handler.request().check(document));
            return document;
        } catch (MalformedBodyException e) {
            throw service.malformed("the body is not well-formed " + call.protocol() + ": " + e.getMessage());
        }
    }

    private void authenticate(Call call, SignedRequest request) throws RequestException {
        try {
            verifiers.get(call.operation().service()).verify(request);
        } catch (AuthenticationException e) {
            throw new RequestException(Service.unauthenticated(call.protocol()), e.code(), e.getMessage());
        }
    }

    private static void checkAction(Operation operation, String found) throws RequestException {
        String expected = operation + " " + QUERY_VERSION;
        if (!found.equals(expected)) {
            throw new RequestException(
                    400, "InvalidAction", "Action and Version must be " + expected + ", found " + found);
        }
    }

    private static void checkContentType(Protocol protocol, SignedRequest request) throws RequestException {
        String type = request.headers().getOrDefault("content-type", "");
        if (!protocol.isContentType(type)) {
            throw new RequestException(
                    415,
                    "UnsupportedMediaTypeException",
                    "Content-Type must be " + protocol.contentType() + ", found '" + type + "'");
        }
    }

    /** Fails or delays the request as asked; true if the connection is to be closed. */
    private boolean strike(Operation operation) throws RequestException, InterruptedException {
        Optional<Fault> failure = Optional.empty();
        for (Fault fault : faults.strikeRequest(operation)) {
            if (fault.type() == Fault.Type.DELAY) {
                Thread.sleep(fault.delay().toMillis());
            } else if (failure.isEmpty()) {
                failure = Optional.of(fault);
            }
        }
        if (failure.isPresent() && failure.get().type() == Fault.Type.ERROR) {
            Fault error = failure.get();
            throw new RequestException(error.status(), error.code(), "This failure was asked for");
        }
        return failure.isPresent();
    }
}
