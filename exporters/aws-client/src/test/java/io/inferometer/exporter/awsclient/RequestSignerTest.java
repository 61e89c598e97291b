package io.inferometer.exporter.awsclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery.Rejected;
import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.awsclient.fixture.FakeService;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.http.ProxySettings;
import io.inferometer.exporter.awsclient.http.WebAnswer;
import io.inferometer.exporter.awsclient.http.WebClient;
import io.inferometer.exporter.awsclient.http.WebRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** What is sent without a client of the SDK: an object to S3 with temporary credentials, and calls with a bearer token. */
class RequestSignerTest {

    private static final String KEY = "AKIDEXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String TOKEN = "TOKEN/EXAMPLE==";
    private static final AwsCredentialsIdentity TEMPORARY = AwsSessionCredentialsIdentity.create(KEY, SECRET, TOKEN);
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private final RequestSigner s3 = new RequestSigner("s3", "eu-central-1", clock);

    /** Signatures that botocore 1.43.11 made of the same requests. */
    @ParameterizedTest
    @CsvSource({
        "/runs/run-1/0001.csv.gz, f7f110f9a07c27356a167baff187bf70c160150607860ad64b3dc99d9edbf17e",
        "/runs/run%201/a%2Bb.csv.gz, 3607c57e1b39c8cdd3ed670395e5881af991117eb57e20374b9cd764379b0df8"
    })
    void anObjectIsSignedAsByOtherClients(String path, String signature) {
        URI uri = URI.create("https://my-bucket.s3.eu-central-1.amazonaws.com" + path);

        WebRequest signed = s3.sign(WebRequest.put(uri, HELLO), TEMPORARY);

        assertThat(signed.uri()).isEqualTo(uri);
        assertThat(signed.headers())
                .containsEntry("X-Amz-Date", "20260102T030405Z")
                .containsEntry("X-Amz-Security-Token", TOKEN)
                .containsEntry(
                        "X-Amz-Content-SHA256", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
                .containsEntry(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-central-1/s3/aws4_request,"
                                + " SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token, Signature="
                                + signature);
    }

    @Test
    void lastingCredentialsHaveNoToken() {
        WebRequest signed = s3.sign(
                WebRequest.put(URI.create("https://b.s3.eu-central-1.amazonaws.com/k"), HELLO),
                AwsCredentialsIdentity.create(KEY, SECRET));

        assertThat(signed.headers()).doesNotContainKey("X-Amz-Security-Token");
        assertThat(signed.toString()).isEqualTo("PUT https://b.s3.eu-central-1.amazonaws.com/k");
    }

    @Test
    void whatIsSignedArrivesAsItWas() throws IOException {
        try (FakeService service = new FakeService();
                WebClient client = client()) {
            service.answer(Answer.of(200, "").with("ETag", "\"1\""));
            WebRequest signed = s3.sign(
                    WebRequest.put(URI.create(service.url() + "/bucket/run%201/a%2Bb.csv.gz"), HELLO), TEMPORARY);

            WebAnswer answer = client.send(signed.with("Content-Type", "application/gzip"));

            assertThat(answer.isSuccess()).isTrue();
            assertThat(answer.header("etag")).contains("\"1\"");
            assertThat(answer.text()).isEmpty();
            FakeService.Request request = service.takeRequests().get(0);
            assertThat(request.method() + " " + request.rawPath()).isEqualTo("PUT /bucket/run%201/a%2Bb.csv.gz");
            assertThat(request.text()).isEqualTo("hello");
            assertThat(request.headers())
                    .containsEntry("content-type", "application/gzip")
                    .containsEntry("authorization", signed.headers().get("Authorization"))
                    .containsEntry("host", service.url().replace("http://", ""))
                    .containsEntry("content-length", "5");
        }
    }

    @Test
    void aCallWithABearerTokenUsesTheSameClient() throws IOException {
        try (FakeService service = new FakeService();
                WebClient client = client()) {
            service.answer(Answer.of(200, "{\"run_id\":\"7\"}"));
            WebRequest request = WebRequest.post(
                            URI.create(service.url() + "/runs?dry=1"), "{}".getBytes(StandardCharsets.UTF_8))
                    .withBearer("sesame")
                    .with("Content-Type", "application/json");

            assertThat(client.send(request).text()).isEqualTo("{\"run_id\":\"7\"}");

            assertThat(request.toString()).isEqualTo("POST " + service.url() + "/runs");
            assertThat(service.takeRequests().get(0).headers()).containsEntry("authorization", "Bearer sesame");
        }
    }

    /** S3's own refusals are in XML, other services' in JSON, a gateway's in neither. */
    @Test
    void aRefusalMeansWhatItMeansFromAClientOfTheSdk() {
        assertThat(AwsFailure.delivery(
                        answer(
                                403,
                                "<Error><Code>ExpiredToken</Code><Message>The token has expired.</Message></Error>"),
                        "s3:PutObject"))
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later -> assertThat(later.reason())
                                .isEqualTo("HTTP 403: The token has expired (ExpiredToken). Check credentials, region"
                                        + " and clock."));
        assertThat(AwsFailure.delivery(answer(503, "<Error><Code>SlowDown</Code></Error>"), "s3:PutObject"))
                .isInstanceOf(RetryLater.class);
        assertThat(AwsFailure.delivery(answer(400, "<Error><Code>EntityTooLarge</Code></Error>"), "s3:PutObject"))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("too large"));
        assertThat(AwsFailure.delivery(answer(400, "{\"__type\":\"a#ValidationException:b\"}"), "x:Y"))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo("HTTP 400 ValidationException"));
        assertThat(AwsFailure.delivery(answer(502, "<html>{"), "x:Y"))
                .isInstanceOfSatisfying(
                        RetryLater.class, later -> assertThat(later.reason()).contains("proxy or load balancer"));
    }

    @Test
    void nobodyWhoAnswersIsNamed() {
        assertThat(AwsFailure.delivery(new NoAnswerException("https://host:443", new IOException("cut")), "x:Y"))
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later -> assertThat(later.reason())
                                .startsWith("no answer: IOException: cut (https://host:443); check"));
    }

    private static RuntimeException answer(int status, String body) {
        return AnsweredError.of(
                SdkHttpResponse.builder().statusCode(status).build(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static WebClient client() {
        return new WebClient(ProxySettings.ofThisJvm(), Duration.ofSeconds(2), Duration.ofSeconds(10));
    }
}
