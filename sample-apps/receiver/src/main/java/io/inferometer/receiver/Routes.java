package io.inferometer.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.inferometer.receiver.sigv4.SignedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Every path that is served. Thread-safe. */
final class Routes implements HttpHandler {
    static final int BODY_LIMIT = 1 << 20;
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
            Optional<Reply> reply = reply(exchange);
            if (reply.isPresent()) {
                send(exchange, reply.get());
            }
        } catch (InterruptedException e) {
            // The receiver closes, and the connection with it: there is nobody left to answer.
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Reply> reply(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getRawPath();
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        Optional<Operation> operation = Operation.of(method, path);
        try {
            if (body.length > BODY_LIMIT) {
                operation.ifPresent(known -> ledger.reject(known, "RequestEntityTooLargeException"));
                throw new RequestException(
                        413, "RequestEntityTooLargeException", "A body has at most " + BODY_LIMIT + " bytes");
            }
            if (operation.isPresent()) {
                return operations.handle(
                        operation.get(),
                        SignedRequest.of(method, path, query, exchange.getRequestHeaders(), body),
                        body);
            }
            return Optional.of(own(method + " " + path, query, body));
        } catch (RequestException e) {
            return Optional.of(Reply.error(e));
        } catch (RuntimeException e) {
            operation.ifPresent(known -> ledger.reject(known, "InternalFailure"));
            return Optional.of(Reply.error(new RequestException(500, "InternalFailure", e.toString())));
        }
    }

    private Reply own(String request, String query, byte[] body) throws RequestException {
        return switch (request) {
            case "GET /healthz" -> Reply.json(Map.of("status", "ok"));
            case "GET /received" -> Reply.json(ledger.snapshot().latest(listed(query)));
            case "POST /control/faults" -> {
                List<Fault> replacement = FaultDocument.parse(body);
                faults.replace(replacement);
                yield Reply.json(Map.of("faults", replacement.size()));
            }
            case "POST /control/reset" -> {
                reset();
                yield Reply.json(Map.of());
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

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        reply.errorType().ifPresent(type -> exchange.getResponseHeaders().set("x-amzn-errortype", type));
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        // -1 is this server's way to say that there is no body; 0 would start a chunked one.
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
