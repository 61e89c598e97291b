package io.inferometer.agent.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * An answer.
 *
 * @param status the HTTP status
 * @param contentType of the body; empty when there is none
 * @param headers whole lines beyond those that every answer has, each with its line end
 * @param body sent but for HEAD
 */
record Response(int status, String contentType, String headers, ByteBuffer body) {

    static final String TEXT = "text/plain; charset=utf-8";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /**
     * The page may load from and talk to its own origin only, and no other page may read or frame anything of ours. Nothing
     * is stored: figures are of the moment, and the page must be that of the running agent.
     */
    private static final String COMMON_HEADERS = """
            Cache-Control: no-store
            Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
            img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
            Cross-Origin-Resource-Policy: same-origin
            Referrer-Policy: no-referrer
            X-Content-Type-Options: nosniff
            X-Frame-Options: DENY
            """.replace("\n", "\r\n");

    static Response ok(String contentType, byte[] body) {
        return new Response(200, contentType, "", ByteBuffer.wrap(body));
    }

    static Response text(int status, String line) {
        return new Response(status, TEXT, "", StandardCharsets.UTF_8.encode(line + "\n"));
    }

    Response with(String name, String value) {
        return new Response(status, contentType, headers + name + ": " + value + "\r\n", body);
    }

    /**
     * The bytes on the wire.
     *
     * @param close whether the connection ends with this answer
     * @param bodiless whether the body is left out, as HEAD wants it
     */
    ByteBuffer encode(boolean close, boolean bodiless) {
        String head = "HTTP/1.1 " + status + " " + reason() + "\r\nDate: " + DATE.format(Instant.now()) + "\r\n"
                + (contentType.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n")
                + (status == 204 ? "" : "Content-Length: " + body.remaining() + "\r\n")
                + "Connection: " + (close ? "close" : "keep-alive") + "\r\n" + COMMON_HEADERS + headers + "\r\n";
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer all = ByteBuffer.allocate(start.length + (bodiless ? 0 : body.remaining()));
        all.put(start);
        if (!bodiless) {
            all.put(body.duplicate());
        }
        return all.flip();
    }

    private String reason() {
        return switch (status) {
            case 200 -> "OK";
            case 204 -> "No Content";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 431 -> "Request Header Fields Too Large";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> "Internal Server Error";
        };
    }
}
