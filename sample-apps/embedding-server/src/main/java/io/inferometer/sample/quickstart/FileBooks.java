package io.inferometer.sample.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * What the exporter {@code file} wrote.
 *
 * @param lines windows
 * @param brokenLines lines that are no JSON
 * @param invocations in all windows, of all models
 */
record FileBooks(long lines, long brokenLines, long invocations) {

    /** A file that is not there has no lines. */
    static FileBooks of(Path file) throws IOException {
        long lines = 0;
        long broken = 0;
        long invocations = 0;
        if (Files.exists(file)) {
            try (Stream<String> content = Files.lines(file)) {
                for (Iterator<String> each = content.iterator(); each.hasNext(); ) {
                    try {
                        for (JsonNode model : Documents.parse(each.next()).path("models")) {
                            invocations += model.path("invocations").asLong();
                        }
                        lines++;
                    } catch (JsonProcessingException e) {
                        broken++;
                    }
                }
            }
        }
        return new FileBooks(lines, broken, invocations);
    }
}
