package io.inferometer.exporter.sentinel;

import io.inferometer.exporter.awsclient.http.ProxySettings;
import io.inferometer.exporter.awsclient.http.WebAnswer;
import io.inferometer.exporter.awsclient.http.WebClient;
import io.inferometer.exporter.awsclient.http.WebRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * Client of the Sentinel ingestion API: its three calls, each made once. What the service answers is returned as it is. Used by
 * one thread.
 */
public final class SentinelApi implements AutoCloseable {

    /** The public service. */
    public static final URI PUBLIC = URI.create("https://api.sentinel.sparecores.net");

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    /** Describes the tracked process elsewhere; the live service refuses a run that has it. */
    private static final String REFUSED = "pid";

    private final String base;
    private final WebClient http;

    /** Returns a client that goes through this JVM's proxy, as all calls do. */
    static WebClient newClient() {
        return new WebClient(ProxySettings.ofThisJvm(), CONNECT_TIMEOUT, REQUEST_TIMEOUT);
    }

    /** @param base with or without a slash at its end; a path is kept */
    SentinelApi(URI base, WebClient http) {
        this.base = base.toString().replaceFirst("/+$", "");
        this.http = http;
    }

    /**
     * Registers a run. The three groups become one object, in which the later group's value of a key stands. A value is a text, a
     * number, a switch, a list or a map of such; null is left out. The command is a list of arguments or one line for a
     * shell.
     *
     * @return what the service answered: the run's id, where to upload to, and temporary credentials for it
     * @throws SentinelApiException when the service refuses
     * @throws IOException when no answer came, or one that is not JSON
     */
    public JsonNode registerRun(
            String token, Map<String, ?> metadata, Map<String, ?> hostInfo, Map<String, ?> cloudInfo)
            throws IOException {
        Map<String, Object> run = new LinkedHashMap<>();
        for (Map<String, ?> group : List.of(metadata, hostInfo, cloudInfo)) {
            group.forEach((key, value) -> {
                if (value != null && !key.equals(REFUSED)) {
                    run.put(key, key.equals("command") ? CommandText.of(value) : value);
                }
            });
        }
        return call(token, "/runs", JsonText.of(run));
    }

    /**
     * Asks for new credentials to upload with.
     *
     * @return what the service answered: the credentials
     * @throws SentinelApiException when the service refuses
     * @throws IOException when no answer came, or one that is not JSON
     */
    public JsonNode refreshCredentials(String token, String runId) throws IOException {
        return call(token, path(runId, "refresh-credentials"), "");
    }

    /**
     * Finishes a run.
     *
     * @param exitCode null if it is not known
     * @param dataUris every object uploaded, for {@link DataSource#S3}; else null or empty
     * @param dataCsv all rows below a header, for {@link DataSource#INLINE}; else null
     * @return what the service answered
     * @throws IllegalArgumentException when the data are missing or of the other source; nothing is sent
     * @throws SentinelApiException when the service refuses
     * @throws IOException when no answer came, or one that is not JSON
     */
    public JsonNode finishRun(
            String token,
            String runId,
            Integer exitCode,
            RunStatus runStatus,
            DataSource dataSource,
            List<String> dataUris,
            String dataCsv)
            throws IOException {
        boolean hasUris = dataUris != null && !dataUris.isEmpty();
        Map<String, Object> end = new LinkedHashMap<>();
        end.put("exit_code", exitCode);
        end.put("run_status", runStatus.wireName());
        end.put("data_source", dataSource.wireName());
        if (dataSource == DataSource.S3) {
            check(
                    hasUris && dataCsv == null,
                    "a run whose rows are in S3 is finished with dataUris, and without dataCsv");
            end.put("data_uris", dataUris);
        } else {
            check(
                    !hasUris && dataCsv != null,
                    "a run whose rows are inline is finished with dataCsv, and without dataUris");
            end.put("data_csv", dataCsv);
        }
        return call(token, path(runId, "finish"), JsonText.of(end));
    }

    /** Closes the idle connection. */
    @Override
    public void close() {
        http.close();
    }

    private JsonNode call(String token, String path, String body) throws IOException {
        WebAnswer answer = http.send(WebRequest.post(URI.create(base + path), body.getBytes(StandardCharsets.UTF_8))
                .withBearer(token)
                .with("Content-Type", "application/json")
                .with("Accept", "application/json"));
        if (!answer.isSuccess()) {
            throw new SentinelApiException(answer.status(), answer.text());
        }
        try {
            return JsonNode.parser().parse(answer.text().isBlank() ? "{}" : answer.text());
        } catch (RuntimeException noJson) {
            // The parser's message would quote the answer, which may hold credentials.
            throw new UnusableAnswerException(
                    "the answer to POST " + base + path + " is not JSON; check sentinel.url and the proxy");
        }
    }

    private static String path(String runId, String action) {
        return "/runs/" + URLEncoder.encode(runId, StandardCharsets.UTF_8).replace("+", "%20") + "/" + action;
    }

    private static void check(boolean isRight, String rule) {
        if (!isRight) {
            throw new IllegalArgumentException(rule);
        }
    }
}
