package io.inferometer.exporter.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What became of a queued request, as one line of its endpoint's log.
 *
 * @param atMillis when it ended, in milliseconds since 1970
 * @param id the request's, without a bracket, a character that cannot be shown, or a secret
 * @param text what became of it, likewise
 */
public record RequestLine(long atMillis, String id, String text) {

    private static final String SOURCE = ":[sagemaker logs] [";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    /** What a line has beside id and text, its line feed included. */
    private static final int FRAME = "2026-01-02T03:04:05.678".length() + SOURCE.length() + "] \n".length();

    /** Returns the line as SageMaker writes it, without a line feed. */
    public String line() {
        return TIME.format(Instant.ofEpochMilli(atMillis)) + SOURCE + id + "] " + text;
    }

    /** Returns how long the line is in UTF-8, with a line feed. */
    public int bytes() {
        return FRAME + utf8(id) + utf8(text);
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
