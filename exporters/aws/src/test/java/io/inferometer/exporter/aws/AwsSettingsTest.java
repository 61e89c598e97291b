package io.inferometer.exporter.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.exporter.api.MissingSettingException;
import java.net.URI;
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
        assertThat(settings.endpoint("sagemaker-edge")).isEmpty();

        context.with("aws.endpoint", "http://localhost:1");
        assertThat(settings.endpoint("sagemaker-edge")).contains(URI.create("http://localhost:1"));

        context.with("sagemaker-edge.endpoint", "https://edge.example:2/path");
        assertThat(settings.endpoint("sagemaker-edge")).contains(URI.create("https://edge.example:2/path"));
        assertThat(settings.endpoint("sagemaker-metrics")).contains(URI.create("http://localhost:1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "ftp://host", "http://", "not a url", "/path"})
    void anUnusableEndpointIsExplained(String url) {
        context.with("aws.endpoint", url);

        assertThatThrownBy(() -> settings.endpoint("sagemaker-edge"))
                .isInstanceOf(MissingSettingException.class)
                .hasMessageStartingWith("aws.endpoint=" + url)
                .hasMessageContaining("https://host:8443");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:hunter2@host", "http://me:hunter2@ho st"})
    void aPasswordInAnEndpointIsNotShown(String url) {
        context.with("aws.endpoint", url);

        assertThatThrownBy(() -> settings.endpoint("sagemaker-edge"))
                .isInstanceOf(MissingSettingException.class)
                .hasMessageNotContaining("hunter2");
    }
}
