package io.inferometer.exporter.awsclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.awsclient.fixture.AwsEnvironment;
import io.inferometer.exporter.awsclient.fixture.FakeContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoundDestinationTest {

    @RegisterExtension
    private final AwsEnvironment aws = new AwsEnvironment();

    @TempDir
    private Path directory;

    private final FakeContext context = new FakeContext();

    private String found() {
        return FoundDestination.of(Services.CLOUDWATCH, context);
    }

    private void config(String... lines) throws IOException {
        Path file = Files.writeString(directory.resolve("config"), String.join("\n", lines) + "\n");
        aws.set("aws.configFile", file.toString());
    }

    @Test
    void nothingIsFoundWhereSettingsSayAll() {
        assertThat(found()).isEmpty();
        context.with("aws.region", "us-east-1").with("aws.endpoint", "http://127.0.0.1:1");
        aws.set("aws.region", "eu-west-1");
        aws.set("aws.endpointUrl", "http://127.0.0.1:2");
        assertThat(found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "aws.region, eu-west-1, region=eu-west-1",
        "aws.endpointUrl, http://127.0.0.1:9, endpoint=http://127.0.0.1:9",
        "aws.endpointUrlCloudWatch, http://127.0.0.1:8, endpoint=http://127.0.0.1:8",
        "aws.endpointUrl, http://user:word@host, endpoint=unusable",
        "aws.profile, staging, profile=staging",
        "aws.accountId, 123456789012, account=123456789012",
        "aws.accessKeyId, ASIAQNZGKIQY56JQ7WML, account=029608264753",
    })
    void whatTheSdkFindsBelongsToIt(String property, String value, String expected) {
        aws.set(property, value);
        assertThat(found()).isEqualTo(expected);
    }

    @Test
    void theServicesOwnEndpointComesFirst() {
        aws.set("aws.endpointUrl", "http://127.0.0.1:9");
        aws.set("aws.endpointUrlCloudWatch", "http://127.0.0.1:8");
        assertThat(found()).isEqualTo("endpoint=http://127.0.0.1:8");
    }

    @Test
    void theProfileBelongsToIt() throws IOException {
        aws.clear("aws.accessKeyId");
        config(
                "[profile staging]",
                "region = eu-central-1",
                "endpoint_url = https://staging.example",
                "role_arn = arn:aws:iam::123456789012:role/deliver",
                "source_profile = base",
                "[profile base]",
                "aws_access_key_id = AKIAIOSFODNN7EXAMPLE",
                "aws_secret_access_key = secret-word",
                "[default]",
                "region = eu-west-2");
        aws.set("aws.profile", "staging");
        assertThat(found())
                .isEqualTo(
                        "endpoint=https://staging.example\nregion=eu-central-1\nprofile=staging\naccount=123456789012");
        aws.set("aws.profile", "default");
        assertThat(found()).as("as without its name").isEqualTo("region=eu-west-2");
    }

    @Test
    void keysOfOneAccountAreOneDestinationAndProxiesAreNone() throws IOException {
        aws.set("aws.accessKeyId", "AKIDEXAMPLE");
        String before = found();
        aws.set("aws.accessKeyId", "ANOTHERKEY");
        aws.set("aws.secretAccessKey", "another");
        aws.set("https.proxyHost", "proxy.example");
        assertThat(found()).isEqualTo(before).isEmpty();
        aws.clear("aws.accessKeyId");
        config("[default]", "aws_access_key_id = AKIAIOSFODNN7EXAMPLE", "aws_secret_access_key = secret-word");
        assertThat(found()).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsADestinationOfItsOwn() throws IOException {
        config("[profile staging", "region");
        assertThat(found()).isEqualTo("unusable");
    }
}
