package io.inferometer.exporter.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.awsclient.fixture.FakeService;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.http.ProxySettings;
import io.inferometer.exporter.awsclient.http.WebClient;
import io.inferometer.exporter.awsclient.http.WebRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

class S3ObjectsTest {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final String SHA256_OF_HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private static final UploadCredentials TEMPORARY = new UploadCredentials(
            AwsSessionCredentialsIdentity.create(
                    "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "TOKEN/EXAMPLE=="),
            Instant.MAX,
            Optional.of("eu-central-1"));

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    /** Signatures that botocore 1.43.11 made of the same requests. */
    @ParameterizedTest
    @CsvSource({
        "runs/run-1/0001.csv.gz, f7f110f9a07c27356a167baff187bf70c160150607860ad64b3dc99d9edbf17e",
        "runs/run 1/a+b.csv.gz, 3607c57e1b39c8cdd3ed670395e5881af991117eb57e20374b9cd764379b0df8"
    })
    void anObjectIsSignedAsByOtherClients(String key, String signature) {
        WebRequest signed = objects(Optional.empty()).request(new S3Uri("my-bucket", key), HELLO, TEMPORARY);

        assertThat(signed.method()).isEqualTo("PUT");
        assertThat(signed.headers().get("Authorization"))
                .endsWith("/20260102/eu-central-1/s3/aws4_request,"
                        + " SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token, Signature="
                        + signature);
        assertThat(signed.headers()).doesNotContainKeys("Content-Type", "Content-Encoding");
    }

    @Test
    void anotherServiceGetsTheBucketInThePath() throws IOException {
        try (FakeService service = new FakeService()) {
            service.answer(Answer.of(403, "<Error><Code>ExpiredToken</Code></Error>"));
            S3Objects objects = objects(Optional.of(URI.create(service.url())));

            assertThat(objects.put(S3Uri.parse("s3://b/runs/1").object(1), HELLO, TEMPORARY))
                    .hasToString("HTTP 403");

            assertThat(service.takeRequests()).singleElement().satisfies(put -> {
                assertThat(put.method()).isEqualTo("PUT");
                assertThat(put.rawPath()).isEqualTo("/b/runs/1/0001.csv.gz");
                assertThat(put.text()).isEqualTo("hello");
                assertThat(put.headers())
                        .containsEntry("host", URI.create(service.url()).getAuthority())
                        .containsEntry("x-amz-security-token", "TOKEN/EXAMPLE==")
                        .containsEntry("x-amz-content-sha256", SHA256_OF_HELLO)
                        .containsEntry("content-length", "5");
            });
        }
    }

    @Test
    void aRegionThatTheServiceDoesNotNameIsAskedOfS3Once() throws IOException {
        try (FakeService s3 = new FakeService()) {
            URI bucket = URI.create(s3.url());
            S3Objects objects = new S3Objects(Optional.empty(), client(), clock, name -> bucket);

            s3.answer(Answer.HANG_UP);
            assertThat(signedRegion(objects)).isEqualTo("eu-central-1");
            s3.answer(Answer.of(403, "").with("x-amz-bucket-region", "us-west-2"));
            assertThat(signedRegion(objects)).isEqualTo("us-west-2");
            s3.takeRequests();
            assertThat(signedRegion(objects)).isEqualTo("us-west-2");

            assertThat(s3.takeRequests()).isEmpty();
        }
    }

    private static String signedRegion(S3Objects objects) {
        UploadCredentials anywhere = new UploadCredentials(TEMPORARY.identity(), Instant.MAX, Optional.empty());
        WebRequest signed = objects.request(S3Uri.parse("s3://b/k"), HELLO, anywhere);
        String region = signed.headers().get("Authorization").split("/")[2];
        assertThat(signed.uri()).hasHost("b.s3." + region + ".amazonaws.com");
        return region;
    }

    private S3Objects objects(Optional<URI> endpoint) {
        return new S3Objects(endpoint, client(), clock);
    }

    private static WebClient client() {
        return new WebClient(ProxySettings.ofThisJvm(), Duration.ofSeconds(2), Duration.ofSeconds(10));
    }
}
