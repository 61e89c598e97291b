package io.inferometer.exporter.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.aws.sagemakermetrics.SageMakerMetricsProvider;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where credentials come from, and when they are asked for again. */
class CredentialsTest extends CredentialsFixture {

    @Test
    void nothingIsLookedForBeforeTheFirstExport() {
        aws.set("aws.containerCredentialsFullUri", issuerUrl() + "/role");
        exporter = new SageMakerMetricsProvider().create(context);
        assertThat(asked).isEmpty();
        assertThat(service.takeRequests()).isEmpty();
    }

    @Test
    void aRoleOfTheContainerSigns() {
        aws.set("aws.containerCredentialsFullUri", issuerUrl() + "/role");
        aws.set("aws.containerAuthorizationToken", "Basic of-the-container");
        issued = role("ASIACONTAINER");

        assertThat(export()).isEqualTo(Delivery.delivered());
        assertThat(asked).containsExactly("GET /role Basic of-the-container ");
        assertThat(signer()).isEqualTo("ASIACONTAINER " + TOKEN);
        assertThat(export()).isEqualTo(Delivery.delivered());
        assertThat(asked).as("asked once").hasSize(1);
    }

    /** The machine's own service: a token first, then the role's name, then its credentials. */
    @Test
    void aRoleOfTheInstanceSigns() {
        aws.set("aws.disableEc2Metadata", "false");
        aws.set("aws.ec2MetadataServiceEndpoint", issuerUrl());
        issue = path -> path.endsWith("/the-role")
                ? role("ASIAINSTANCE")
                : path.contains("/security-credentials") ? "the-role" : "the-token";

        assertThat(export()).isEqualTo(Delivery.delivered());
        assertThat(asked.get(0)).startsWith("PUT /latest/api/token ");
        assertThat(asked).last().asString().contains("/the-role ");
        assertThat(signer()).isEqualTo("ASIAINSTANCE " + TOKEN);
    }

    @Test
    void aWebIdentitySigns() throws IOException {
        webIdentity();
        issued = "<AssumeRoleWithWebIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                + "<AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIAWEB</AccessKeyId><SecretAccessKey>"
                + SECRET + "</SecretAccessKey><SessionToken>" + TOKEN + "</SessionToken><Expiration>"
                + Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS)
                + "</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>";

        assertThat(export()).isEqualTo(Delivery.delivered());
        assertThat(asked)
                .singleElement()
                .asString()
                .contains("Action=AssumeRoleWithWebIdentity", "WebIdentityToken=the-web-token", "role%2Fmetrics");
        assertThat(signer()).isEqualTo("ASIAWEB " + TOKEN);
    }

    @Test
    void aRoleThatIsRefusedSaysSoAndShowsNoSecret() throws IOException {
        webIdentity();
        issuerStatus = 403;
        issued = "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
                + "<Code>AccessDenied</Code><Message>Not authorized to perform sts:AssumeRoleWithWebIdentity "
                + TOKEN + "</Message></Error></ErrorResponse>";

        assertThat(export()).isInstanceOfSatisfying(RetryLater.class, later -> {
            assertThat(later.reason())
                    .contains("the role gives none", "Not authorized to perform sts:AssumeRoleWithWebIdentity")
                    .contains("AWS_ACCESS_KEY_ID")
                    .doesNotContain(TOKEN, "the-web-token", "\n");
            assertThat(later.reason()).hasSizeLessThan(500);
        });
        assertThat(service.takeRequests()).isEmpty();
    }

    private void webIdentity() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "the-web-token");
        aws.set("aws.webIdentityTokenFile", token.toString());
        aws.set("aws.roleArn", "arn:aws:iam::123456789012:role/metrics");
        aws.set("aws.roleSessionName", "test");
        aws.set("aws.endpointUrlSts", issuerUrl());
        aws.set("aws.region", "eu-central-1");
    }

    @Test
    void aCredentialsFileMayAppearLater() throws IOException {
        Path file = directory.resolve("credentials");
        aws.set("aws.sharedCredentialsFile", file.toString());

        Delivery before = export();
        assertThat(before).isInstanceOf(RetryLater.class);
        assertThat(export()).as("one line however often it is tried").isEqualTo(before);

        Files.writeString(file, "[default]\naws_access_key_id=AKIALATER\naws_secret_access_key=" + SECRET + "\n");
        assertThat(export()).isEqualTo(Delivery.delivered());
        assertThat(signer()).isEqualTo("AKIALATER null");
    }

    /** Old keys are refused with a code of the protocol's; the new ones are in the file by then, or come later. */
    @Test
    void rewrittenCredentialsAreReadAgain() throws IOException {
        Path file = keysFile("AKIAOLD");
        aws.set("aws.sharedCredentialsFile", file.toString());
        assertThat(export()).isEqualTo(Delivery.delivered());
        service.answer(request -> request.headers().get("authorization").contains("AKIANEW")
                ? Answer.OK
                : Answer.error(400, "ExpiredTokenException", "expired"));
        keysFile("AKIANEW");

        assertThat(export()).isInstanceOf(RetryLater.class);
        assertThat(export()).isEqualTo(Delivery.delivered());
    }

    @Test
    void refusedCredentialsOfAServiceAreAskedForAgainSeldom() {
        aws.set("aws.containerCredentialsFullUri", issuerUrl() + "/role");
        issue = path -> role("ASIA" + asked.size());
        service.answer(Answer.error(403, "InvalidClientTokenId", "refused"));
        for (int i = 0; i < 20; i++) {
            assertThat(export()).isInstanceOf(RetryLater.class);
        }
        assertThat(asked).as("at once, and then not before ten seconds").hasSize(2);

        service.answer(Answer.error(500, "InternalFailure", "not about keys"));
        assertThat(export()).isInstanceOf(RetryLater.class);
        service.answer(Answer.OK);
        assertThat(export()).isEqualTo(Delivery.delivered());
        assertThat(asked).hasSize(2);
    }

    @Test
    void noSecretIsInWhatIsSaidOfAnyFailure() {
        aws.set("aws.accessKeyId", "AKIAIOSFODNN7EXAMPLE");
        aws.set("aws.secretAccessKey", SECRET);
        aws.set("aws.sessionToken", TOKEN);
        List<String> said = new ArrayList<>();
        for (Answer answer : List.of(
                Answer.HANG_UP,
                Answer.error(
                        403,
                        "InvalidSignatureException",
                        "x-amz-security-token:" + TOKEN + " key AKIAIOSFODNN7EXAMPLE"),
                Answer.error(400, "ValidationException", SECRET + " " + TOKEN),
                Answer.error(500, "InternalFailure", TOKEN))) {
            service.answer(answer);
            said.add(export().toString());
        }
        said.addAll(context.warnings());
        said.addAll(context.infos());
        assertThat(said).hasSizeGreaterThanOrEqualTo(4);
        assertThat(String.join("\n", said)).doesNotContain(SECRET, TOKEN, "AKIAIOSFODNN7EXAMPLE");
    }
}
