package io.inferometer.sample.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fetches JSON. Stateless. */
final class Documents {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int TIMEOUT_MILLIS = 5_000;

    private Documents() {}

    static JsonNode parse(String text) throws IOException {
        return MAPPER.readTree(text);
    }

    static JsonNode file(Path path) throws IOException {
        return parse(Files.readString(path));
    }

    /** @param url on this machine, so no proxy is asked */
    static JsonNode get(String url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try (InputStream body = connection.getInputStream()) {
            return MAPPER.readTree(body);
        }
    }
}
