package io.inferometer.exporter.awsclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.awsclient.fixture.AwsEnvironment;
import io.inferometer.exporter.awsclient.fixture.FakeContext;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

class AwsSettingsTest {

    @RegisterExtension
    private final AwsEnvironment aws = new AwsEnvironment();

    private final FakeContext context = new FakeContext();
    private final AwsSettings settings = new AwsSettings(context);

    @Test
    void ourRegionIsTheSettingAlone() {
        aws.set("aws.region", "us-west-2");
        assertThat(settings.region()).isEmpty();
        assertThat(AwsSettings.foundRegion()).contains(Region.US_WEST_2);

        context.with("aws.region", "eu-central-1");
        assertThat(settings.region()).contains(Region.EU_CENTRAL_1);
    }

    @Test
    void aRegionThatIsNowhereIsNoFailure() {
        assertThat(AwsSettings.foundRegion()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eu central", "x.evil.example/", "-a", "eu-1\nforged"})
    void anImpossibleRegionIsExplained(String region) {
        context.with("aws.region", region);

        assertThatThrownBy(settings::region)
                .isInstanceOf(MissingSettingException.class)
                .hasMessageStartingWith("aws.region=")
                .hasMessageContaining("set it to")
                .hasMessageNotContaining("\n");
    }

    @Test
    void theExportersOwnEndpointOutranksTheCommonOne() {
        assertThat(settings.endpoint(Services.EDGE)).isEmpty();

        context.with("aws.endpoint", "http://localhost:1");
        assertThat(settings.endpoint(Services.EDGE)).contains(URI.create("http://localhost:1"));

        context.with("sagemaker-edge.endpoint", "https://edge.example:2/path");
        assertThat(settings.endpoint(Services.EDGE)).contains(URI.create("https://edge.example:2/path"));
        assertThat(settings.endpoint(Services.METRICS)).contains(URI.create("http://localhost:1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8080",
                "127.0.0.1:4566",
                "ftp://host",
                "http://",
                "http:/host",
                "http:host",
                "http://host:0",
                "http://host:65536",
                "http://local_stack:4566",
                "not a url",
                "/path"
            })
    void anUnusableEndpointIsExplained(String url) {
        assertThatThrownBy(() -> AwsSettings.uri("aws.endpoint", url))
                .isInstanceOf(MissingSettingException.class)
                .hasMessageStartingWith("aws.endpoint=" + url)
                .hasMessageContaining("https://host:8443");
    }

    @Test
    void aSchemeMayBeInUpperCase() {
        context.with("aws.endpoint", "HTTP://Localhost:1/Gate");
        assertThat(settings.endpoint(Services.CLOUDWATCH)).contains(URI.create("http://Localhost:1/Gate"));
    }

    @Test
    void theSdksOwnSettingsNameAnEndpointToo() {
        Properties system = new Properties();
        Map<String, String> environment = new HashMap<>();
        assertThat(FoundEndpoint.inThisJvm(Services.LOGS, system, environment)).isEmpty();
        environment.put("AWS_ENDPOINT_URL", "http://all");
        assertThat(FoundEndpoint.inThisJvm(Services.LOGS, system, environment)).contains(URI.create("http://all"));
        environment.put("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", "http://logs");
        assertThat(FoundEndpoint.inThisJvm(Services.LOGS, system, environment)).contains(URI.create("http://logs"));
        assertThat(FoundEndpoint.inThisJvm(Services.CLOUDWATCH, system, environment))
                .contains(URI.create("http://all"));
        environment.put("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", " ");
        assertThat(FoundEndpoint.inThisJvm(Services.LOGS, system, environment)).contains(URI.create("http://all"));
        environment.put("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "TRUE");
        assertThat(FoundEndpoint.inThisJvm(Services.CLOUDWATCH, system, environment))
                .isEmpty();
        system.setProperty("aws.endpointUrl", "http://property");
        assertThat(FoundEndpoint.inThisJvm(Services.METRICS, system, environment))
                .contains(URI.create("http://property"));
        system.setProperty("aws.endpointUrlSageMakerMetrics", "http://metrics");
        assertThat(FoundEndpoint.inThisJvm(Services.METRICS, system, environment))
                .contains(URI.create("http://metrics"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:4566", "http://local_stack:4566", "nonsense"})
    void anUnusableVariableIsExplained(String url) {
        Map<String, String> environment =
                Map.of("AWS_ENDPOINT_URL_SAGEMAKER_EDGE", url, "AWS_ENDPOINT_URL", "http://all");
        assertThatThrownBy(() -> FoundEndpoint.inThisJvm(Services.EDGE, new Properties(), environment))
                .isInstanceOf(MissingSettingException.class)
                .hasMessageStartingWith("AWS_ENDPOINT_URL_SAGEMAKER_EDGE=" + url + " cannot be used: set it to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:hunter2@host", "http://me:hunter2@ho st"})
    void aPasswordInAnEndpointIsNotShown(String url) {
        assertThatThrownBy(() -> AwsSettings.uri("aws.endpoint", url))
                .isInstanceOf(MissingSettingException.class)
                .hasMessageNotContaining("hunter2");
    }
}
