package io.inferometer.exporter.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.aws.sagemakermetrics.SageMakerMetricsProvider;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import io.inferometer.exporter.awsclient.fixture.ServiceFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where credentials and a region come from, with the real SDK and small servers in the place of AWS's. */
class CredentialsTest extends ServiceFixture {

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String TOKEN = "FwoGZXIvYXdzEXAMPLETOKENEXAMPLETOKENEXAMPLETOKEN";

    @TempDir
    private Path directory;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer issuer;
    private int issuerStatus = 200;
    private String issued = "";
    private UnaryOperator<String> issue = path -> issued;
    private Exporter exporter;

    @BeforeEach
    void start() throws IOException {
        aws.clear("aws.accessKeyId");
        aws.clear("aws.secretAccessKey");
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            byte[] answer = issue.apply(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(issuerStatus, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        issuer.start();
        context.with("sagemaker-metrics.trial-component", "my-trial");
    }

    @AfterEach
    void stop() {
        if (exporter != null) {
            exporter.close();
        }
        issuer.stop(0);
    }

    private String issuerUrl() {
        return "http://127.0.0.1:" + issuer.getAddress().getPort();
    }

    private Delivery export() {
        if (exporter == null) {
            exporter = new SageMakerMetricsProvider().create(context);
        }
        return exporter.export(Windows.window(1, Instant.now().toEpochMilli(), HostStats.NONE, Windows.models(1)));
    }

    private String signer() {
        Request request = service.takeRequests().get(0);
        return request.headers().get("authorization").replaceFirst(".*Credential=([^/]+)/.*", "$1") + " "
                + request.headers().get("x-amz-security-token");
    }

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

    private static String role(String key) {
        return "{\"Code\":\"Success\",\"AccessKeyId\":\"" + key + "\",\"SecretAccessKey\":\"" + SECRET
                + "\",\"Token\":\""
                + TOKEN + "\",\"Expiration\":\""
                + Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS) + "\"}";
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

    private Path keysFile(String key) throws IOException {
        return Files.writeString(
                directory.resolve("keys"),
                "[default]\naws_access_key_id=" + key + "\naws_secret_access_key=" + SECRET + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "absent, 'there is no profile absent, which AWS_PROFILE names'",
        "person, 'the profile person needs a person to sign in (SSO), which is not supported'",
        "console, 'the profile console needs a person to sign in (SSO), which is not supported'",
        "empty, 'the profile empty, which AWS_PROFILE names, holds no credentials: give it aws_access_key_id'",
        "half, 'the profile half gives none ('",
        "process, 'the profile process gives none (Command returned non-zero exit value'",
    })
    void aProfileThatGivesNoneIsExplained(String profile, String expected) throws IOException {
        Path file = Files.writeString(
                directory.resolve("config"),
                "[profile person]\n"
                        + "sso_session=x\n"
                        + "sso_account_id=1\n"
                        + "sso_role_name=r\n"
                        + "[profile console]\n"
                        + "login_session=x\n"
                        + "[profile empty]\n"
                        + "region=eu-central-1\n"
                        + "[profile half]\n"
                        + "aws_access_key_id=AKIAIOSFODNN7EXAMPLE\n"
                        + "[profile process]\n"
                        + "credential_process=false\n");
        aws.set("aws.configFile", file.toString());
        aws.set("aws.profile", profile);

        assertThat(export())
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later -> assertThat(later.reason())
                                .startsWith("no AWS credentials found: " + expected)
                                .doesNotContain("AKIAIOSFODNN7EXAMPLE", "ProfileFile(", "\n")
                                .hasSizeLessThan(500));
    }

    @Test
    void aProfileFileThatCannotBeReadIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("config"), "garbage\n");
        aws.set("aws.configFile", file.toString());
        context.with("aws.endpoint", "");

        assertThat(export())
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later -> assertThat(later.reason())
                                .startsWith(file + " or ")
                                .contains(
                                        "cannot be read (Expected a profile definition on line 1): correct the file"));
    }

    @Test
    void anEndpointOfTheProfileIsTaken() throws IOException {
        Path file = Files.writeString(
                directory.resolve("config"),
                "[default]\nservices=mine\nendpoint_url=http://192.0.2.1\n[services mine]\nsagemaker_metrics =\n"
                        + "  endpoint_url = " + service.url() + "/gate/\n");
        aws.set("aws.configFile", file.toString());
        aws.set("aws.sharedCredentialsFile", keysFile("AKIA").toString());
        aws.set("aws.useFipsEndpoint", "true");
        context.with("aws.endpoint", "");

        assertThat(export()).isEqualTo(Delivery.delivered());
        assertThat(service.takeRequests())
                .singleElement()
                .extracting(Request::path)
                .isEqualTo("/gate/BatchPutMetrics");
    }

    @Test
    void anUnusableEndpointOfTheProfileSendsNothing() throws IOException {
        Path file = Files.writeString(directory.resolve("config"), "[default]\nendpoint_url=127.0.0.1:4566\n");
        aws.set("aws.configFile", file.toString());
        aws.set("aws.sharedCredentialsFile", keysFile("AKIA").toString());
        context.with("aws.endpoint", "");

        assertThat(export())
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later -> assertThat(later.reason())
                                .startsWith(
                                        "endpoint_url of the profile default=127.0.0.1:4566 cannot be used: set it to"));
    }

    @Test
    void aRegionMayAppearLater() throws IOException {
        context.with("aws.region", "");
        aws.set("aws.accessKeyId", "AKIDEXAMPLE");
        aws.set("aws.secretAccessKey", SECRET);
        Path file = directory.resolve("config");
        aws.set("aws.configFile", file.toString());

        assertThat(export()).isInstanceOfSatisfying(RetryLater.class, later -> {
            assertThat(later.reason()).startsWith("no AWS region found: set aws.region");
            assertThat(later.after()).isEqualTo(Duration.ofSeconds(60));
        });
        Files.writeString(file, "[default]\nregion=ap-south-1\n");

        assertThat(export()).isEqualTo(Delivery.delivered());
        assertThat(service.takeRequests().get(0).headers().get("authorization")).contains("/ap-south-1/sagemaker/");
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
