package io.inferometer.agent.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * An answer.
 *
 * @param status the HTTP status
 * @param contentType of the body
 * @param headers whole lines beyond those that every answer has, each with its line end
 * @param body sent but for HEAD
 * @param compressible whether the body is worth compressing
 */
record Response(int status, String contentType, String headers, Body body, boolean compressible) {

    static final String TEXT = "text/plain; charset=utf-8";

    /** A shorter body fits into one packet as it is. */
    private static final int MIN_COMPRESSIBLE_BYTES = 1024;

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
        return new Response(200, contentType, "", new FixedBody(body), body.length >= MIN_COMPRESSIBLE_BYTES);
    }

    /** One whose body is made while it is sent. */
    static Response stream(String contentType, Body body) {
        return new Response(200, contentType, "", body, true);
    }

    static Response text(int status, String line) {
        byte[] body = (line + "\n").getBytes(StandardCharsets.UTF_8);
        return new Response(status, TEXT, "", new FixedBody(body), false);
    }

    Response with(String name, String value) {
        return new Response(status, contentType, headers + name + ": " + value + "\r\n", body, compressible);
    }

    /** The same, sent as it is. */
    Response uncompressed() {
        return new Response(status, contentType, headers, body, false);
    }

    /**
     * The status line and the headers.
     *
     * @param close whether the connection ends with this answer
     * @param framing the headers that say where the body ends and how it is coded, each with its line end
     */
    byte[] head(boolean close, String framing) {
        String head = "HTTP/1.1 " + status + " " + reason() + "\r\nDate: " + DATE.format(Instant.now())
                + "\r\nContent-Type: " + contentType + "\r\n" + framing + "Connection: "
                + (close ? "close" : "keep-alive") + "\r\n" + COMMON_HEADERS + headers + "\r\n";
        return head.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String reason() {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 413 -> "Content Too Large";
            case 417 -> "Expectation Failed";
            case 431 -> "Request Header Fields Too Large";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> "Internal Server Error";
        };
    }
}
