package io.inferometer.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.inferometer.receiver.sigv4.SignedRequest;
import io.inferometer.receiver.wire.Answer;
import io.inferometer.receiver.wire.Protocol;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Every path that is served. Thread-safe. */
final class Routes implements HttpHandler {
    private static final int OWN_BODY_LIMIT = 1 << 20;
    private static final int LISTED = 100;

    private final List<Fault> initialFaults;
    private final Ledger ledger;
    private final Faults faults;
    private final OperationHandler operations;

    Routes(ReceiverOptions options, Ledger ledger, Faults faults) {
        this.initialFaults = options.faults();
        this.ledger = ledger;
        this.faults = faults;
        this.operations = new OperationHandler(options, ledger, faults);
        reset();
    }

    /** Everything as it was at the start: empty books, and the faults of the options. */
    void reset() {
        faults.replace(initialFaults);
        ledger.reset();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Answer> answer = answer(exchange);
            if (answer.isPresent()) {
                send(exchange, answer.get());
            }
        } catch (InterruptedException e) {
            // The receiver closes, and the connection with it: there is nobody left to answer.
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Answer> answer(HttpExchange exchange) throws IOException, InterruptedException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getRawPath();
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        Map<String, String> headers = SignedRequest.canonical(exchange.getRequestHeaders());
        Optional<Call> call = Call.of(method, path, headers);
        int limit = call.map(Call::bodyLimit).orElse(OWN_BODY_LIMIT);
        byte[] body = exchange.getRequestBody().readNBytes(limit + 1);
        try {
            if (body.length > limit) {
                throw new RequestException(
                        413, "RequestEntityTooLargeException", "A body has at most " + limit + " bytes");
            }
            if (call.isPresent()) {
                return operations.handle(
                        call.get(), SignedRequest.of(method, path, query, exchange.getRequestHeaders(), body), body);
            }
            return Optional.of(own(method + " " + path, query, body));
        } catch (RequestException e) {
            return Optional.of(refuse(call, e));
        } catch (RuntimeException e) {
            return Optional.of(refuse(call, new RequestException(500, "InternalFailure", e.toString())));
        }
    }

    private Answer refuse(Optional<Call> call, RequestException refusal) {
        return call.map(known -> operations.refuse(known, refusal))
                .orElseGet(() -> Answer.error(
                        Protocol.REST_JSON,
                        refusal.status(),
                        refusal.code(),
                        refusal.getMessage(),
                        false,
                        UUID.randomUUID().toString()));
    }

    private Answer own(String request, String query, byte[] body) throws RequestException {
        return switch (request) {
            case "GET /healthz" -> json(Map.of("status", "ok"));
            case "GET /received" -> json(ledger.snapshot().latest(listed(query)));
            case "POST /control/faults" -> {
                List<Fault> replacement = FaultDocument.parse(body);
                faults.replace(replacement);
                yield json(Map.of("faults", replacement.size()));
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
        return Answer.success(
                Protocol.REST_JSON, "", Json.tree(value), UUID.randomUUID().toString());
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        // -1 is this server's way to say that there is no body; 0 would start a chunked one.
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }
}
