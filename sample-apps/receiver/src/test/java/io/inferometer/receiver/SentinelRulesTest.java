package io.inferometer.receiver;

import static io.inferometer.receiver.SentinelCaller.COLUMNS;
import static io.inferometer.receiver.SentinelCaller.INLINE;
import static io.inferometer.receiver.SentinelCaller.REST;
import static io.inferometer.receiver.SentinelCaller.gzip;
import static io.inferometer.receiver.SentinelCaller.uris;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.sentinel.ReceivedRun;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the stand-in for Sentinel and its S3 takes, and what it refuses. */
class SentinelRulesTest {

    private volatile Duration ahead = Duration.ZERO;
    private Receiver receiver;
    private SentinelCaller sentinel;

    @BeforeEach
    void start() throws IOException {
        InstantSource clock = () -> Instant.now().plus(ahead);
        receiver = Receiver.start(ReceiverOptions.defaults().withClock(clock).withSentinelToken(SentinelCaller.TOKEN));
        sentinel = new SentinelCaller(receiver.address(), () -> ahead);
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void aRunIsFinishedWithWhatWasUploaded() throws Exception {
        JsonNode run = sentinel.registered();
        String first = sentinel.put(run, "/0001.csv.gz", gzip(COLUMNS + "\n1" + REST + "\n2" + REST + "\n"));
        String second = sentinel.put(run, "/0002.csv.gz", gzip(COLUMNS + "\r\n2" + REST + "\r\n"));

        JsonNode answer = sentinel.finish(uris(first, second), 200);

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
        assertThat(sentinel.get("/received").at("/sentinel/latest/0/rows").asInt())
                .isEqualTo(3);
    }

    @Test
    void aRunWithoutRowsIsFinishedWithTheHeader() throws Exception {
        sentinel.registered();

        assertThat(sentinel.finish(INLINE.formatted(COLUMNS + "\\n"), 200)
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
        HttpResponse<String> response = sentinel.post("/runs", body);

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
        assertThat(sentinel.post("/runs", body).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "other", "tok "})
    void whoBearsAnotherTokenIsRefused(String token) throws Exception {
        assertThat(sentinel.post("/runs", "{}", token + "x").statusCode()).isEqualTo(401);
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
        sentinel.registered();

        sentinel.finish(body, 422);

        assertThat(receiver.received().sentinel().latest().get(0).open()).isTrue();
    }

    @Test
    void rowsHaveAllColumnsAndATime() throws Exception {
        sentinel.registered();

        sentinel.finish(INLINE.formatted(COLUMNS + "\\n1\\n"), 422);
        sentinel.finish(INLINE.formatted(COLUMNS + "\\nx" + REST + "\\n"), 422);
        sentinel.finish(INLINE.formatted(COLUMNS + ",own,own\\n1" + REST + ",7,7\\n"), 422);
        sentinel.finish(INLINE.formatted(COLUMNS + ",\\n1" + REST + ",7\\n"), 422);
        sentinel.finish(INLINE.formatted(COLUMNS + ",own\\n1" + REST + ",7\\n"), 200);
    }

    @Test
    void eachObjectHasItsOwnColumnsBehindTheOthers() throws Exception {
        JsonNode run = sentinel.registered();
        String first = sentinel.put(run, "/0001.csv.gz", gzip(COLUMNS + "\n1" + REST + "\n"));
        String second = sentinel.put(run, "/0002.csv.gz", gzip(COLUMNS + ",own\n2" + REST + ",7\n"));

        sentinel.finish(uris(first, second), 200);

        assertThat(receiver.received().sentinel().latest().get(0).latestRows())
                .containsExactly("1" + REST, "2" + REST + ",7");
    }

    @Test
    void aRunIsFinishedOnceAndKnown() throws Exception {
        sentinel.registered();
        sentinel.finish(INLINE.formatted(COLUMNS), 200);

        sentinel.finish(INLINE.formatted(COLUMNS), 409);
        assertThat(sentinel.post("/runs/run-1/refresh-credentials", "").statusCode())
                .isEqualTo(409);
        assertThat(sentinel.post("/runs/run-2/refresh-credentials", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void lentCredentialsEndAndOthersAreLent() throws Exception {
        JsonNode run = sentinel.registered();
        ahead = Duration.ofHours(1);

        assertThat(sentinel.refusal(run, "/0001.csv.gz")).startsWith("400 ExpiredToken");
        HttpResponse<String> others = sentinel.post("/runs/run-1/refresh-credentials", "");
        sentinel.put(Documents.MAPPER.readTree(others.body()), "/0001.csv.gz", gzip(COLUMNS));
        assertThat(receiver.received().sentinel().latest().get(0).refreshes()).isEqualTo(1);
        assertThat(sentinel.post("/runs/run-1/refresh-credentials", "{}").statusCode())
                .isEqualTo(422);
    }

    @Test
    void lentCredentialsAreForTheRunAlone() throws Exception {
        JsonNode first = sentinel.registered();

        assertThat(sentinel.refusal(first, "0/0001.csv.gz")).startsWith("403 AccessDenied");
        HttpRequest unsigned = HttpRequest.newBuilder(receiver.address().resolve("/sentinel/runs/run-1/1"))
                .PUT(BodyPublishers.ofString("x"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(unsigned, BodyHandlers.ofString())
                        .body())
                .contains("<Code>AccessDenied</Code>");
    }

    @ParameterizedTest
    @CsvSource({"503, SlowDown", "400, ExpiredToken"})
    void anUploadFailsOnDemand(int status, String code) throws Exception {
        JsonNode run = sentinel.registered();
        receiver.faults(Fault.error(status, code).on(Operation.PUT_OBJECT).withTimes(1));

        assertThat(sentinel.refusal(run, "/0001.csv.gz")).isEqualTo(status + " " + code);
        sentinel.put(run, "/0001.csv.gz", gzip(COLUMNS));
    }

    @Test
    void everyOperationSaysWhenToCallAgain() throws Exception {
        JsonNode run = sentinel.registered();
        receiver.faults(Fault.throttle().withRetryAfter(Duration.ofSeconds(2)));

        assertThat(sentinel.send(run, "/0001.csv.gz", gzip(COLUMNS)).headers().firstValue("Retry-After"))
                .contains("2");
        for (String path : List.of("/runs", "/runs/run-1/finish")) {
            String body = path.equals("/runs") ? "{}" : INLINE.formatted(COLUMNS);
            assertThat(sentinel.post(path, body).headers().firstValue("Retry-After"))
                    .contains("2");
        }
        assertThat(sentinel.post("/runs/run-1/refresh-credentials", "")
                        .headers()
                        .firstValue("Retry-After"))
                .contains("2");
    }

    @Test
    void aClockThatIsOffRefusesAnUpload() throws Exception {
        JsonNode run = sentinel.registered();
        receiver.faults(Fault.clock(Duration.ofHours(1)).on(Operation.PUT_OBJECT));

        assertThat(sentinel.refusal(run, "/0001.csv.gz")).isEqualTo("403 RequestTimeTooSkewed");
    }
}
