package io.inferometer.receiver;

import java.util.Map;
import java.util.Optional;

/**
 * An answer.
 *
 * @param errorType the value of {@code x-amzn-errortype}, empty for a success
 * @param body JSON, or nothing
 */
record Reply(int status, Optional<String> errorType, String body) {
    static Reply ok(String body) {
        return new Reply(200, Optional.empty(), body);
    }

    static Reply json(Object value) {
        return ok(Json.write(value));
    }

    static Reply error(RequestException error) {
        String body = Json.write(Map.of("message", error.getMessage()));
        return new Reply(error.status(), Optional.of(error.code()), body);
    }
}
