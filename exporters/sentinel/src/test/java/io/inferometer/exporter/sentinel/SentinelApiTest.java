package io.inferometer.exporter.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.exporter.awsclient.fixture.FakeService;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import io.inferometer.exporter.awsclient.http.ProxySettings;
import io.inferometer.exporter.awsclient.http.WebClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** The client sends what the published one was recorded to send, and says what the service said. */
class SentinelApiTest {

    private static final String TOKEN = "tok";

    private FakeService service;
    private SentinelApi api;

    @BeforeEach
    void start() throws IOException {
        service = new FakeService();
        api = new SentinelApi(URI.create(service.url()), SentinelApi.newClient());
    }

    @AfterEach
    void stop() {
        api.close();
        service.close();
    }

    /** All but the process id, for which the live service refuses a run. */
    @Test
    void aRunIsRegisteredAsRecorded() throws IOException {
        service.answer(Answer.of(200, "{\"run_id\":\"r1\"}"));

        JsonNode answer = api.registerRun(
                TOKEN,
                Map.of(
                        "project_name",
                        "p",
                        "command",
                        List.of("java", "-jar", "a b.jar"),
                        "tags",
                        Map.of("k", "v"),
                        "pid",
                        1),
                Map.of("host_vcpus", 2),
                Map.of("cloud_vendor_id", "aws"));

        Map<String, JsonNode> expected = new HashMap<>(Recorded.request("register_run")
                .field("body_json")
                .orElseThrow()
                .asObject());
        expected.remove("pid");
        assertThat(sent("register_run").body().asObject()).isEqualTo(expected);
        assertThat(Recorded.text(answer, "run_id")).isEqualTo("r1");
    }

    @Test
    void laterGroupsStandAndWhatIsNotKnownIsLeftOut() throws IOException {
        Map<String, Object> unknown = new HashMap<>();
        unknown.put("team", null);
        unknown.put("env", "first");

        api.registerRun(TOKEN, unknown, Map.of("env", "second", "host_vcpus", 2L), Map.of("env", "third", "on", true));

        assertThat(service.takeRequests().get(0).body().asObject())
                .isEqualTo(JsonNode.parser()
                        .parse("{\"env\":\"third\",\"host_vcpus\":2,\"on\":true}")
                        .asObject());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "java -jar 'a b.jar'     | [\"java\", \"-jar\", \"a b.jar\"]",
                "java  -D\"x= y\"z  ''   | [\"java\", \"-Dx= yz\", \"\"]",
                "a\\ b \"\\\"c\\d\"      | [\"a b\", \"\\\"c\\\\d\"]",
                "a 'never ends           | [\"a\", \"never ends\"]",
                "`  `                    | []"
            })
    void aLineForAShellIsSplitIntoArguments(String line, String json) throws IOException {
        api.registerRun(TOKEN, Map.of("command", line), Map.of(), Map.of());

        assertThat(service.takeRequests().get(0).field("command").asString()).isEqualTo(json);
    }

    @Test
    void credentialsAreRefreshedAsRecorded() throws IOException {
        api.refreshCredentials(TOKEN, "r1");

        Request sent = sent("refresh_credentials");
        assertThat(sent.bytes()).isEmpty();
        assertThat(sent.headers()).containsEntry("content-length", "0");
    }

    @Test
    void aRunWithObjectsIsFinishedAsRecorded() throws IOException {
        api.finishRun(TOKEN, "r1", 0, RunStatus.FINISHED, DataSource.S3, List.of("s3://b/p/0001.csv.gz"), null);

        Request sent = sent("finish_run s3");
        assertThat(sent.headers()).doesNotContainKey("content-encoding");
        assertThat(sent.body())
                .isEqualTo(Recorded.request("finish_run s3").field("body_json").orElseThrow());
    }

    /** Not compressed: the live service refused that. */
    @Test
    void aRunWithRowsIsFinishedAsRecorded() throws IOException {
        api.finishRun(TOKEN, "r1", 1, RunStatus.FAILED, DataSource.INLINE, null, "timestamp\n1\n");

        Request sent = service.takeRequests().get(0);
        assertThat(sent.headers()).doesNotContainKey("content-encoding");
        assertThat(sent.body())
                .isEqualTo(Recorded.request("finish_run inline")
                        .field("body_json_before_gzip")
                        .orElseThrow());
    }

    @Test
    void anExitCodeThatIsNotKnownIsNull() throws IOException {
        api.finishRun(TOKEN, "r1", null, RunStatus.FAILED, DataSource.INLINE, List.of(), "");

        assertThat(service.takeRequests().get(0).field("exit_code").isNull()).isTrue();
    }

    @Test
    void nothingIsSentWithoutTheDataOfTheSource() {
        for (List<String> none : Arrays.asList(null, List.<String>of())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> api.finishRun(TOKEN, "r1", 0, RunStatus.FINISHED, DataSource.S3, none, null));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> api.finishRun(TOKEN, "r1", 0, RunStatus.FINISHED, DataSource.INLINE, none, null));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        api.finishRun(TOKEN, "r1", 0, RunStatus.FINISHED, DataSource.S3, List.of("s3://b/k"), "rows"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.finishRun(
                        TOKEN, "r1", 0, RunStatus.FINISHED, DataSource.INLINE, List.of("s3://b/k"), "rows"));

        assertThat(service.takeRequests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 422, 500, 503})
    void aRefusalHasItsStatusAndBody(int status) {
        String body = JsonText.of(Map.of("detail", "field required"));
        service.answer(Answer.of(status, body));

        List<ThrowingCall> calls = List.of(
                () -> api.registerRun(TOKEN, Map.of(), Map.of(), Map.of()),
                () -> api.refreshCredentials(TOKEN, "r1"),
                () -> api.finishRun(TOKEN, "r1", 0, RunStatus.FINISHED, DataSource.S3, List.of("s3://b/k"), null));
        for (ThrowingCall call : calls) {
            assertThatThrownBy(call::run).isInstanceOfSatisfying(SentinelApiException.class, refused -> {
                assertThat(refused.statusCode()).isEqualTo(status);
                assertThat(refused.body()).isEqualTo(body);
                assertThat(refused).hasMessage("Sentinel API error " + status + ": " + body);
            });
        }
        assertThat(service.takeRequests()).hasSize(3);
    }

    @Test
    void aRefusalShowsNoSecretInItsMessage() {
        service.answer(Answer.of(401, "unknown: Bearer abc.secret"));

        assertThatThrownBy(() -> api.refreshCredentials(TOKEN, "r1"))
                .hasMessage("Sentinel API error 401: unknown: Bearer ***");
    }

    @Test
    void anAnswerIsJsonOrNothing() throws IOException {
        service.answer(Answer.of(200, ""));
        assertThat(api.refreshCredentials(TOKEN, "r1").asObject()).isEmpty();

        service.answer(Answer.of(200, "<html>secret"));
        assertThatThrownBy(() -> api.refreshCredentials(TOKEN, "r1"))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SentinelApiException.class)
                .hasMessageContaining("/runs/r1/refresh-credentials is not JSON")
                .hasMessageNotContaining("secret");
    }

    @Test
    void noAnswerIsNoRefusal() {
        service.answer(Answer.HANG_UP);

        assertThatThrownBy(() -> api.refreshCredentials(TOKEN, "r1"))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SentinelApiException.class);
    }

    @Test
    void aServiceThatIsSilentIsNotWaitedForLongerThanTheClientSays() throws IOException {
        Duration limit = Duration.ofMillis(300);
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                SentinelApi impatient = new SentinelApi(
                        URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                        new WebClient(ProxySettings.NONE, limit, limit))) {
            long begin = System.nanoTime();

            assertThatThrownBy(() -> impatient.refreshCredentials(TOKEN, "r1"))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SentinelApiException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(limit, Duration.ofSeconds(10));
        }
    }

    @Test
    void aBaseKeepsItsPathAndLosesSlashesAtItsEndAndAnIdIsEscaped() throws IOException {
        List<String> paths = new ArrayList<>();
        for (String base : List.of("", "/", "/a/b", "/a/b//")) {
            try (SentinelApi other = new SentinelApi(URI.create(service.url() + base), SentinelApi.newClient())) {
                other.refreshCredentials(TOKEN, "r 1/ä?");
            }
            paths.add(service.takeRequests().get(0).rawPath());
        }

        String path = "/runs/r%201%2F%C3%A4%3F/refresh-credentials";
        assertThat(paths).containsExactly(path, path, "/a/b" + path, "/a/b" + path);
        assertThat(SentinelApi.PUBLIC).hasToString("https://api.sentinel.sparecores.net");
    }

    /** Returns what was sent, its method, path and headers as recorded. */
    private Request sent(String call) {
        JsonNode recorded = Recorded.request(call);
        Request sent = service.takeRequests().get(0);
        assertThat(sent.method()).isEqualTo(Recorded.text(recorded, "method"));
        assertThat(sent.rawPath()).isEqualTo(Recorded.text(recorded, "path"));
        recorded.field("headers")
                .orElseThrow()
                .asObject()
                .forEach((name, value) ->
                        assertThat(sent.headers()).containsEntry(name.toLowerCase(Locale.ROOT), value.asString()));
        return sent;
    }

    private interface ThrowingCall {
        void run() throws IOException;
    }
}
