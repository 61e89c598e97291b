package io.inferometer.exporter.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a profile file gives: credentials, an endpoint, a region. */
class ProfileTest extends CredentialsFixture {

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
}
