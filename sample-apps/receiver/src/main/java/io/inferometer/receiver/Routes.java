package io.inferometer.receiver;

import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.fault.FaultDocument;
import io.inferometer.receiver.fault.Faults;
import io.inferometer.receiver.http.Answer;
import io.inferometer.receiver.http.Delivery;
import io.inferometer.receiver.http.RequestHandler;
import io.inferometer.receiver.http.RequestHead;
import io.inferometer.receiver.operation.Authenticator;
import io.inferometer.receiver.operation.Call;
import io.inferometer.receiver.operation.Json;
import io.inferometer.receiver.operation.RequestException;
import io.inferometer.receiver.sigv4.SignedRequest;
import io.inferometer.receiver.statsd.StatsdBooks;
import io.inferometer.receiver.wire.Answers;
import io.inferometer.receiver.wire.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every path that is served. Thread-safe. */
final class Routes implements RequestHandler {
    private static final int OWN_BODY_LIMIT = 1 << 20;
    private static final int LISTED = 100;

    private final List<Fault> initialFaults;
    private final Ledger ledger;
    private final Faults faults;
    private final Authenticator authenticator;
    private final Dispatcher operations;
    private final StatsdBooks lines;

    Routes(ReceiverOptions options, Ledger ledger, Faults faults, Authenticator authenticator, StatsdBooks lines) {
        this.initialFaults = options.faults();
        this.ledger = ledger;
        this.faults = faults;
        this.authenticator = authenticator;
        this.lines = lines;
        this.operations = new Dispatcher(options, ledger, faults, authenticator);
        reset();
    }

    /** Everything as it was at the start: empty books, and the faults and credentials of the options. */
    void reset() {
        faults.replace(initialFaults);
        authenticator.reset();
        ledger.reset();
        lines.clear();
    }

    @Override
    public int bodyLimit(RequestHead head) {
        return call(head).map(operations::bodyLimit).orElse(OWN_BODY_LIMIT);
    }

    @Override
    public Delivery handle(RequestHead head, byte[] body) throws InterruptedException {
        Optional<Call> call = call(head);
        try {
            int limit = bodyLimit(head);
            if (body.length > limit) {
                throw new RequestException(
                        413, "RequestEntityTooLargeException", "A body has at most " + limit + " bytes");
            }
            if (call.isPresent()) {
                SignedRequest request =
                        SignedRequest.of(head.method(), head.path(), head.query(), head.headers(), body);
                return operations.handle(call.get(), request, body);
            }
            return Delivery.whole(own(head.method() + " " + head.path(), head.query(), body));
        } catch (RequestException e) {
            return Delivery.whole(refuse(call, e));
        } catch (RuntimeException e) {
            return Delivery.whole(refuse(call, new RequestException(500, "InternalFailure", e.toString())));
        }
    }

    private static Optional<Call> call(RequestHead head) {
        return Call.of(head.method(), head.path(), SignedRequest.canonical(head.headers()));
    }

    private Answer refuse(Optional<Call> call, RequestException refusal) {
        return call.map(known -> operations.refuse(known, refusal))
                .orElseGet(() -> Answers.error(
                        Protocol.REST_JSON, refusal.status(), refusal.code(), refusal.getMessage(), false));
    }

    private Answer own(String request, String query, byte[] body) throws RequestException {
        return switch (request) {
            case "GET /healthz" -> json(Map.of("status", "ok"));
            case "GET /received" -> json(ledger.snapshot().latest(listed(query)));
            case "GET /statsd" -> json(lines.snapshot());
            case "POST /control/faults" -> {
                List<Fault> replacement = FaultDocument.parse(body);
                faults.replace(replacement);
                yield json(Map.of("faults", replacement.size()));
            }
            case "POST /control/credentials" -> {
                authenticator.rotate(CredentialsDocument.parse(body));
                yield json(Map.of());
            }
            case "POST /control/reset" -> {
                reset();
                yield json(Map.of());
            }
            default -> {
                ledger.unknown();
                throw new RequestException(404, "UnknownOperationException", request + " is not served here");
            }
        };
    }

    private static int listed(String query) throws RequestException {
        if (query.isEmpty()) {
            return LISTED;
        }
        if (!query.matches("items=\\d{1,6}")) {
            throw RequestException.validation("the query may be items=<number> with 1 to 6 digits, found " + query);
        }
        return Integer.parseInt(query.substring("items=".length()));
    }

    private static Answer json(Object value) {
        return Answers.success(Protocol.REST_JSON, "", Json.tree(value));
    }
}
