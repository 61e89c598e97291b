package io.inferometer.sample.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The built-in sentences, handed out in turn. Thread-safe. */
final class Sentences {

    private final List<String> all;
    private final AtomicInteger next = new AtomicInteger();

    Sentences() throws IOException {
        try (InputStream file = Sentences.class.getResourceAsStream("sentences.txt")) {
            all = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    List<String> all() {
        return all;
    }

    /** A request body with the next {@code count} sentences. */
    String nextBody(int count) {
        StringWriter body = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(body)) {
            json.writeStartObject();
            json.writeArrayFieldStart("texts");
            for (int i = 0; i < count; i++) {
                json.writeString(all.get(Math.floorMod(next.getAndIncrement(), all.size())));
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a string cannot fail to be written", e);
        }
        return body.toString();
    }
}
