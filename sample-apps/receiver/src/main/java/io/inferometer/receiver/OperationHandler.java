package io.inferometer.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.sigv4.AuthenticationException;
import io.inferometer.receiver.sigv4.SignatureVerifier;
import io.inferometer.receiver.sigv4.SignedRequest;
import java.util.Optional;

/** Answers the requests for AWS operations. Thread-safe. */
final class OperationHandler {
    private static final String SIGNING_NAME = "sagemaker";
    private static final String DISCONNECTED = "Disconnected";

    private final Ledger ledger;
    private final Faults faults;
    private final SignatureVerifier verifier;
    private final BatchPutMetrics batchPutMetrics;
    private final SendHeartbeat sendHeartbeat;

    OperationHandler(ReceiverOptions options, Ledger ledger, Faults faults) {
        this.ledger = ledger;
        this.faults = faults;
        verifier = new SignatureVerifier(options.credentials(), options.region(), SIGNING_NAME, options.clock());
        batchPutMetrics = new BatchPutMetrics(ledger, faults, options.clock());
        sendHeartbeat = new SendHeartbeat(ledger);
    }

    /**
     * The answer, after any delay asked for; empty if the connection is to be closed without one.
     *
     * @throws InterruptedException if the receiver closes during the delay
     */
    Optional<Reply> handle(Operation operation, SignedRequest request, byte[] body) throws InterruptedException {
        try {
            authenticate(request);
            checkContentType(request);
            JsonNode document = Json.read(
                    body,
                    switch (operation) {
                        case BATCH_PUT_METRICS -> BatchPutMetrics.REQUEST;
                        case SEND_HEARTBEAT -> SendHeartbeat.REQUEST;
                    });
            if (strike(operation)) {
                ledger.reject(operation, DISCONNECTED);
                return Optional.empty();
            }
            return Optional.of(Reply.ok(
                    switch (operation) {
                        case BATCH_PUT_METRICS -> batchPutMetrics.accept(document);
                        case SEND_HEARTBEAT -> sendHeartbeat.accept(document);
                    }));
        } catch (RequestException e) {
            ledger.reject(operation, e.code());
            return Optional.of(Reply.error(e));
        }
    }

    private void authenticate(SignedRequest request) throws RequestException {
        try {
            verifier.verify(request);
        } catch (AuthenticationException e) {
            throw new RequestException(403, e.code(), e.getMessage());
        }
    }

    private static void checkContentType(SignedRequest request) throws RequestException {
        String type = request.headers().getOrDefault("content-type", "");
        if (!type.equals("application/json")) {
            throw new RequestException(
                    415,
                    "UnsupportedMediaTypeException",
                    "Content-Type must be application/json, found '" + type + "'");
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
