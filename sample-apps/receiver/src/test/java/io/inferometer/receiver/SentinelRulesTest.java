package io.inferometer.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.sentinel.ReceivedRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** What the stand-in for Sentinel and its S3 takes, and what it refuses. */
class SentinelRulesTest {
    private static final String COLUMNS =
            "timestamp,system_processes,system_utime,system_stime,system_cpu_usage,system_memory_free_mib,"
                    + "system_memory_used_mib,system_memory_buffers_mib,system_memory_cached_mib,system_memory_active_mib,"
                    + "system_memory_inactive_mib,system_disk_read_bytes,system_disk_write_bytes,"
                    + "system_disk_space_total_gb,system_disk_space_used_gb,system_disk_space_free_gb,system_net_recv_bytes,"
                    + "system_net_sent_bytes,system_gpu_usage,system_gpu_vram_mib,system_gpu_utilized,process_pid,"
                    + "process_children,process_utime,process_stime,process_cpu_usage,process_memory_mib,"
                    + "process_disk_read_bytes,process_disk_write_bytes,process_gpu_usage,process_gpu_vram_mib,"
                    + "process_gpu_utilized";
    private static final String REST = ",".repeat(31);
    private static final String INLINE = "{\"run_status\":\"finished\",\"data_source\":\"inline\",\"data_csv\":\"%s\"}";

    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Duration ahead = Duration.ZERO;
    private Receiver receiver;

    @BeforeEach
    void start() throws IOException {
        InstantSource clock = () -> Instant.now().plus(ahead);
        receiver = Receiver.start(ReceiverOptions.defaults().withClock(clock).withSentinelToken("tok"));
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void aRunIsFinishedWithWhatWasUploaded() throws Exception {
        JsonNode run = registered();
        String first = put(run, "/0001.csv.gz", gzip(COLUMNS + "\n1" + REST + "\n2" + REST + "\n"), 200);
        String second = put(run, "/0002.csv.gz", gzip(COLUMNS + "\r\n2" + REST + "\r\n"), 200);

        JsonNode answer = finish(uris(first, second), 200);

        assertThat(answer.at("/processing/rows").asInt()).isEqualTo(3);
        assertThat(answer.at("/processing/files").asInt()).isEqualTo(2);
        ReceivedRun found = receiver.received().sentinel().latest().get(0);
        assertThat(found.status()).isEqualTo("finished");
        assertThat(found.exitCode()).isNull();
        assertThat(found.dataUris()).containsExactly(first, second);
        assertThat(found.rows()).isEqualTo(3);
        assertThat(found.repeatedRows()).isEqualTo(1);
        assertThat(found.latestRows()).startsWith("1" + REST);
        assertThat(receiver.received().objects()).containsExactly(first, second);
        assertThat(found.registration().at("/project_name").asText()).isEqualTo("p");
        assertThat(get("/received").at("/sentinel/latest/0/rows").asInt()).isEqualTo(3);
    }

    @Test
    void aRunWithoutRowsIsFinishedWithTheHeader() throws Exception {
        registered();

        assertThat(finish(INLINE.formatted(COLUMNS + "\\n"), 200)
                        .at("/processing/rows")
                        .asInt())
                .isZero();

        assertThat(receiver.received().sentinel().finished()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"pid\":1}",
                "{\"unknown\":\"x\"}",
                "{\"command\":[\"java\"]}",
                "{\"command\":\"java -jar\"}",
                "{\"command\":\"[1]\"}",
                "{\"host_vcpus\":\"2\"}",
                "{\"tags\":[\"k\"]}",
                "{\"tags\":\"k=v\"}",
                "{\"metadata\":{}}",
                "[]",
                "{"
            })
    void aRegistrationThatBreaksARuleIsRefused(String body) throws Exception {
        HttpResponse<String> response = post("/runs", body, "tok");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(Documents.MAPPER
                        .readTree(response.body())
                        .at("/detail/0/type")
                        .asText())
                .isEqualTo("ValidationError");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"tags\":{\"k\":\"v\"}}",
                "{\"tags\":[\"k=v\"]}",
                "{\"host_id\":null,\"command\":\"[\\\"a\\\"]\"}"
            })
    void aRegistrationThatKeepsThemIsTaken(String body) throws Exception {
        assertThat(post("/runs", body, "tok").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "other", "tok "})
    void whoBearsAnotherTokenIsRefused(String token) throws Exception {
        assertThat(post("/runs", "{}", token + "x").statusCode()).isEqualTo(401);
        assertThat(receiver.received().sentinel().registered()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"run_status\":\"stale\",\"data_source\":\"s3\",\"data_uris\":[\"s3://b/k\"]}",
                "{\"run_status\":\"failed\",\"data_source\":\"s3\"}",
                "{\"run_status\":\"failed\",\"data_source\":\"s3\",\"data_uris\":[]}",
                "{\"run_status\":\"failed\",\"data_source\":\"s3\",\"data_uris\":[\"s3://sentinel/runs/run-1/none\"]}",
                "{\"run_status\":\"failed\",\"data_source\":\"s3\",\"data_uris\":[\"s3://b/k\"],\"data_csv\":\"\"}",
                "{\"run_status\":\"failed\",\"data_source\":\"inline\",\"data_csv\":\"timestamp\\n1\\n\"}",
                "{\"run_status\":\"failed\",\"data_source\":\"inline\",\"data_csv\":\"\"}",
                "{\"run_id\":\"run-1\",\"run_status\":\"failed\",\"data_source\":\"inline\",\"data_csv\":\"\"}"
            })
    void aFinishThatBreaksARuleIsRefusedAndTheRunStaysOpen(String body) throws Exception {
        registered();

        finish(body, 422);

        assertThat(receiver.received().sentinel().latest().get(0).open()).isTrue();
    }

    @Test
    void rowsHaveAllColumnsAndATime() throws Exception {
        registered();

        finish(INLINE.formatted(COLUMNS + "\\n1\\n"), 422);
        finish(INLINE.formatted(COLUMNS + "\\nx" + REST + "\\n"), 422);
        finish(INLINE.formatted(COLUMNS + ",own,own\\n1" + REST + ",7,7\\n"), 422);
        finish(INLINE.formatted(COLUMNS + ",\\n1" + REST + ",7\\n"), 422);
        finish(INLINE.formatted(COLUMNS + ",own\\n1" + REST + ",7\\n"), 200);
    }

    @Test
    void eachObjectHasItsOwnColumnsBehindTheOthers() throws Exception {
        JsonNode run = registered();
        String first = put(run, "/0001.csv.gz", gzip(COLUMNS + "\n1" + REST + "\n"), 200);
        String second = put(run, "/0002.csv.gz", gzip(COLUMNS + ",own\n2" + REST + ",7\n"), 200);

        finish(uris(first, second), 200);

        assertThat(receiver.received().sentinel().latest().get(0).latestRows())
                .containsExactly("1" + REST, "2" + REST + ",7");
    }

    @Test
    void aRunIsFinishedOnceAndKnown() throws Exception {
        registered();
        finish(INLINE.formatted(COLUMNS), 200);

        finish(INLINE.formatted(COLUMNS), 409);
        assertThat(post("/runs/run-1/refresh-credentials", "", "tok").statusCode())
                .isEqualTo(409);
        assertThat(post("/runs/run-2/refresh-credentials", "", "tok").statusCode())
                .isEqualTo(404);
    }

    @Test
    void lentCredentialsEndAndOthersAreLent() throws Exception {
        JsonNode run = registered();
        ahead = Duration.ofHours(1);

        assertThat(refusal(run, "/0001.csv.gz")).startsWith("400 ExpiredToken");
        HttpResponse<String> others = post("/runs/run-1/refresh-credentials", "", "tok");
        put(Documents.MAPPER.readTree(others.body()), "/0001.csv.gz", gzip(COLUMNS), 200);
        assertThat(receiver.received().sentinel().latest().get(0).refreshes()).isEqualTo(1);
        assertThat(post("/runs/run-1/refresh-credentials", "{}", "tok").statusCode())
                .isEqualTo(422);
    }

    @Test
    void lentCredentialsAreForTheRunAlone() throws Exception {
        JsonNode first = registered();

        assertThat(refusal(first, "0/0001.csv.gz")).startsWith("403 AccessDenied");
        HttpRequest unsigned = HttpRequest.newBuilder(receiver.address().resolve("/sentinel/runs/run-1/1"))
                .PUT(BodyPublishers.ofString("x"))
                .build();
        assertThat(client.send(unsigned, BodyHandlers.ofString()).body()).contains("<Code>AccessDenied</Code>");
    }

    @ParameterizedTest
    @CsvSource({"503, SlowDown", "400, ExpiredToken"})
    void anUploadFailsOnDemand(int status, String code) throws Exception {
        JsonNode run = registered();
        receiver.faults(Fault.error(status, code).on(Operation.PUT_OBJECT).withTimes(1));

        assertThat(refusal(run, "/0001.csv.gz")).isEqualTo(status + " " + code);
        put(run, "/0001.csv.gz", gzip(COLUMNS), 200);
    }

    @Test
    void everyOperationSaysWhenToCallAgain() throws Exception {
        JsonNode run = registered();
        receiver.faults(Fault.throttle().withRetryAfter(Duration.ofSeconds(2)));

        assertThat(send(run, "/0001.csv.gz", gzip(COLUMNS)).headers().firstValue("Retry-After"))
                .contains("2");
        for (String path : List.of("/runs", "/runs/run-1/finish")) {
            String body = path.equals("/runs") ? "{}" : INLINE.formatted(COLUMNS);
            assertThat(post(path, body, "tok").headers().firstValue("Retry-After"))
                    .contains("2");
        }
        assertThat(post("/runs/run-1/refresh-credentials", "", "tok").headers().firstValue("Retry-After"))
                .contains("2");
    }

    @Test
    void aClockThatIsOffRefusesAnUpload() throws Exception {
        JsonNode run = registered();
        receiver.faults(Fault.clock(Duration.ofHours(1)).on(Operation.PUT_OBJECT));

        assertThat(refusal(run, "/0001.csv.gz")).isEqualTo("403 RequestTimeTooSkewed");
    }

    private JsonNode registered() throws Exception {
        HttpResponse<String> response = post("/runs", "{\"project_name\":\"p\"}", "tok");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Documents.MAPPER.readTree(response.body());
    }

    private JsonNode finish(String body, int status) throws Exception {
        HttpResponse<String> response = post("/runs/run-1/finish", body, "tok");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return Documents.MAPPER.readTree(response.body());
    }

    private String put(JsonNode run, String name, byte[] content, int status) throws Exception {
        HttpResponse<String> response = send(run, name, content);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return "s3://sentinel/runs/run-1" + name;
    }

    private String refusal(JsonNode run, String name) throws Exception {
        HttpResponse<String> response = send(run, name, gzip(COLUMNS));
        return response.statusCode() + " " + response.body().replaceAll("(?s).*<Code>(.*)</Code>.*", "$1");
    }

    private HttpResponse<String> send(JsonNode run, String name, byte[] content) throws Exception {
        URI uri = URI.create(receiver.address() + "/sentinel/runs/run-1" + name);
        JsonNode lent = run.get("upload_credentials");
        SdkHttpRequest unsigned =
                SdkHttpRequest.builder().uri(uri).method(SdkHttpMethod.PUT).build();
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(request -> request.request(unsigned)
                        .identity(AwsSessionCredentialsIdentity.create(
                                lent.get("access_key").asText(),
                                lent.get("secret_key").asText(),
                                lent.get("session_token").asText()))
                        .payload(ContentStreamProvider.fromByteArray(content))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.offset(Clock.systemUTC(), ahead)))
                .request();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofByteArray(content));
        signed.forEachHeader((header, values) -> {
            if (!header.equalsIgnoreCase("host")) {
                values.forEach(value -> request.header(header, value));
            }
        });
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(receiver.address().resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private JsonNode get(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(receiver.address().resolve(path)).build();
        return Documents.MAPPER.readTree(
                client.send(request, BodyHandlers.ofString()).body());
    }

    private static String uris(String... uris) {
        return "{\"run_status\":\"finished\",\"data_source\":\"s3\",\"data_uris\":[\"" + String.join("\",\"", uris)
                + "\"]}";
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
