package io.inferometer.sample.async;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;

/** Tells a caller that its request has ended. Stateless. */
final class Callback {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int TIMEOUT_MILLIS = 10_000;

    private Callback() {}

    static void post(Job job, Stopwatch watch, String error) throws IOException {
        ObjectNode document = JSON.createObjectNode().put("id", job.id()).put("error", error);
        watch.laps().forEach((step, nanos) -> document.put(step + "Nanos", nanos));
        HttpURLConnection connection =
                (HttpURLConnection) job.callback().toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setDoOutput(true);
        try (OutputStream body = connection.getOutputStream()) {
            body.write(JSON.writeValueAsBytes(document));
        }
        int status = connection.getResponseCode();
        // Read to its end, so that the connection can serve the next one.
        try (InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (answer != null) {
                answer.readAllBytes();
            }
        }
        if (status >= 300) {
            throw new IOException("HTTP " + status);
        }
    }
}
