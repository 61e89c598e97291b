package io.inferometer.agent.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The dashboard's files, read from the jar whenever they are asked for: few look at it, and nobody else pays. */
final class Assets {

    /** What may be asked for by its own name. Nothing else of the jar may. */
    private static final Set<String> FILES = Set.of(
            "dashboard.css",
            "dashboard.js",
            "poll.js",
            "models.js",
            "row.js",
            "detail.js",
            "figures.js",
            "tiles.js",
            "exporters.js",
            "queue.js",
            "notices.js",
            "history.js",
            "chart.js",
            "series.js",
            "format.js");

    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private Assets() {}

    static Optional<Response> find(String path) {
        String file = path.substring(1);
        return switch (file) {
            case "" -> Optional.of(read("dashboard.html"));
            case "favicon.ico" -> Optional.of(read("favicon.svg"));
            default -> FILES.contains(file) ? Optional.of(read(file)) : Optional.empty();
        };
    }

    private static Response read(String file) {
        try (InputStream in = Assets.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(
                        file + " cannot be read from the agent's jar: was that overwritten while this JVM"
                                + " uses it? Restart this JVM");
            }
            return Response.ok(CONTENT_TYPES.get(file.substring(file.indexOf('.') + 1)), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
