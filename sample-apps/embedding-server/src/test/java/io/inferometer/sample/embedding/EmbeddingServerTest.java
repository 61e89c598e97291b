package io.inferometer.sample.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingServerTest {

    private static final String JSON = "application/json";

    private static EmbeddingServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddingServer.start(0, 0);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void severalTextsAreAnsweredWithAsManyVectors() throws Exception {
        HttpResponse<String> answer = post(JSON, "{\"texts\":[\"one sentence\",\"naïve café\"],\"other\":1}");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode body = json(answer);
        assertThat(body.path("embeddings"))
                .hasSize(2)
                .allSatisfy(vector -> assertThat(vector).hasSize(384));
        assertThat(body.path("model").textValue()).isEqualTo("all-minilm-l6-v2-q");
        assertThat(body.path("dimensions").intValue()).isEqualTo(384);
    }

    @Test
    void plainTextIsOneSentence() throws Exception {
        JsonNode plain = json(post("text/plain; charset=utf-8", "naïve café"));

        assertThat(plain.path("embeddings")).hasSize(1);
        assertThat(plain).isEqualTo(json(post(JSON, "{\"texts\":[\"naïve café\"]}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"texts\":[]}",
                "{\"texts\":\"one\"}",
                "{\"texts\":[\"one\",2]}",
                "{\"texts\":[\"one\",null]}",
                "{\"texts\":[\"one\",\" \"]}",
                "{\"texts\":[\"one\"]} more"
            })
    void whatIsNotARequestIsRefusedWithAReason(String body) throws Exception {
        HttpResponse<String> answer = post(JSON, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("error").textValue()).isNotBlank();
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws Exception {
        HttpResponse<String> answer = client.send(
                request("/embed")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofByteArray("café".getBytes(StandardCharsets.ISO_8859_1)))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void tooMuchIsRefusedAsTooLarge() throws Exception {
        HttpResponse<String> bytes = post("text/plain", "a".repeat(EmbedRequest.MAX_BYTES + 1));
        HttpResponse<String> texts = post(JSON, "{\"texts\":[" + "\"a\",".repeat(EmbedRequest.MAX_TEXTS) + "\"a\"]}");

        assertThat(bytes.statusCode()).isEqualTo(413);
        assertThat(texts.statusCode()).isEqualTo(413);
        assertThat(json(texts).path("error").textValue()).contains("at most 256");
    }

    @ParameterizedTest
    @CsvSource({"GET,/healthz,200", "HEAD,/healthz,405", "GET,/embed,405", "POST,/embedding,404", "GET,/,404"})
    void onlyTheTwoEndpointsExist(String method, String path, int status) throws Exception {
        HttpRequest request =
                request(path).method(method, BodyPublishers.noBody()).build();

        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(status);
    }

    @Test
    void aPortThatIsTakenIsFoundOutAtStart() {
        int taken = URI.create(server.address()).getPort();

        assertThatThrownBy(() -> EmbeddingServer.start(taken, 1)).isInstanceOf(BindException.class);
    }

    private HttpResponse<String> post(String type, String body) throws Exception {
        return client.send(
                request("/embed")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path));
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JsonMapper.builder().build().readTree(answer.body());
    }
}
