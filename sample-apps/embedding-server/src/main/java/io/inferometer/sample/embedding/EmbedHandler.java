package io.inferometer.sample.embedding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Routes and answers. Every answer is JSON; an error is {@code {"error":"…"}}. Thread-safe. */
final class EmbedHandler implements HttpHandler {

    private interface Json {
        void write(JsonGenerator json) throws IOException;
    }

    private static final JsonFactory JSON = new JsonFactory();

    private final SentenceEmbedder embedder;

    EmbedHandler(SentenceEmbedder embedder) {
        this.embedder = embedder;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/embed" -> {
                    if (allowed(exchange, "POST")) {
                        embed(exchange);
                    }
                }
                case "/healthz" -> {
                    if (allowed(exchange, "GET")) {
                        answer(exchange, 200, json -> json.writeStringField("status", "ok"));
                    }
                }
                default -> error(exchange, 404, "no such path; POST /embed or GET /healthz");
            }
        }
    }

    private void embed(HttpExchange exchange) throws IOException {
        List<float[]> vectors;
        try {
            String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
            EmbedRequest request = EmbedRequest.read(contentType, exchange.getRequestBody());
            vectors = embedder.embed(request.texts());
        } catch (BadRequestException e) {
            error(exchange, e.status(), e.getMessage());
            return;
        } catch (RuntimeException e) {
            System.err.println("embedding-server: inference failed: " + e);
            error(exchange, 500, "inference failed");
            return;
        }
        answer(exchange, 200, json -> writeVectors(json, vectors));
    }

    private static void writeVectors(JsonGenerator json, List<float[]> vectors) throws IOException {
        json.writeArrayFieldStart("embeddings");
        for (float[] vector : vectors) {
            json.writeStartArray();
            for (float value : vector) {
                json.writeNumber(value);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeStringField("model", SentenceEmbedder.MODEL);
        json.writeNumberField("dimensions", SentenceEmbedder.DIMENSIONS);
    }

    private static boolean allowed(HttpExchange exchange, String method) throws IOException {
        if (exchange.getRequestMethod().equals(method)) {
            return true;
        }
        exchange.getResponseHeaders().set("Allow", method);
        error(exchange, 405, "use " + method);
        return false;
    }

    private static void error(HttpExchange exchange, int status, String message) throws IOException {
        answer(exchange, status, json -> json.writeStringField("error", message));
    }

    private static void answer(HttpExchange exchange, int status, Json fields) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        // A HEAD answer has no body: -1, or the JDK's server complains.
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.size());
        if (!head) {
            body.writeTo(exchange.getResponseBody());
        }
    }
}
