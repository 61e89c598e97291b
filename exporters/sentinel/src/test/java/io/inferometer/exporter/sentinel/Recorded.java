package io.inferometer.exporter.sentinel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Requests and rows of a published client, and the answers that its tests give it. */
final class Recorded {

    private static final JsonNode ALL = read();

    private Recorded() {}

    static JsonNode request(String call) {
        return ALL.field("requests").orElseThrow().asArray().stream()
                .filter(request -> text(request, "call").equals(call))
                .findFirst()
                .orElseThrow();
    }

    static JsonNode answer(String call) {
        return ALL.field("responses_used_by_the_clients_tests").orElseThrow().asObject().entrySet().stream()
                .filter(answer -> answer.getKey().startsWith(call))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    static String csv() {
        return text(ALL, "python_csv_sample_utf8");
    }

    static String text(JsonNode object, String name) {
        return object.field(name).orElseThrow().asString();
    }

    private static JsonNode read() {
        try (InputStream file = Recorded.class.getResourceAsStream("recorded.json")) {
            return JsonNode.parser().parse(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
