package io.inferometer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.exporter.api.MissingSettingException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was meant for one place never goes to the default one. */
@Tag("safety")
class DestinationFaultsTest {

    private static Config load(String options) {
        return Config.load(options, new Properties(), Map.of());
    }

    static Stream<Option<?>> destinations() {
        return Options.all().stream().filter(Options::namesDestination);
    }

    @Test
    void theyAreTheTextsOfPushExporters() {
        assertThat(destinations())
                .extracting(Option::key)
                .contains(
                        "aws.region",
                        "aws.endpoint",
                        "sagemaker-metrics.trial-component",
                        "sagemaker-edge.device-name",
                        "cloudwatch.namespace",
                        "cloudwatch-logs.group",
                        "file.path")
                .doesNotContain("http.host", "service-name", "log.file", "cloudwatch-logs.emf", "spool.directory");
    }

    @ParameterizedTest
    @MethodSource("destinations")
    void aWrongValueIsNoValue(Option<?> option) {
        Config config = load(option.key() + "=");
        String shown = option.key() + (option.isSecret() ? "=***" : "=");
        assertThat(config.problems())
                .singleElement()
                .asString()
                .startsWith(shown + " (agent options): expected ")
                .endsWith("; exporters that use it are off");
        assertThat(config.invalid(option.key())).isPresent();
        assertThatThrownBy(() -> config.usableText(option.key()))
                .isInstanceOf(MissingSettingException.class)
                .hasMessageStartingWith(shown + " cannot be used: set it to ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:4566",
                "localhost:4566",
                "http://host_name:4566",
                "HTTP//127.0.0.1:4566",
                "ftp://host",
                "http//host",
                "http://",
                "http://a b",
                "http://host:port"
            })
    void aWrongEndpointIsNotTheDefaultEndpoint(String value) {
        Config config = load("aws.endpoint=" + value);
        assertThat(config.problems()).hasSize(1);
        assertThatThrownBy(() -> config.usableText("aws.endpoint")).isInstanceOf(MissingSettingException.class);
        assertThat(config.usableText("cloudwatch.endpoint")).isEmpty();
    }

    @Test
    void aWrongValueHidesAWeakerRightOne() {
        Config config = Config.load(
                "cloudwatch.namespace=AWS/x",
                new Properties(),
                Map.of("INFEROMETER_CLOUDWATCH_NAMESPACE", "Right", "INFEROMETER_INTERVAL", "never"));
        assertThatThrownBy(() -> config.usableText("cloudwatch.namespace")).isInstanceOf(MissingSettingException.class);
        assertThat(config.usableText("interval"))
                .as("has a default that is safe")
                .contains("10s");
    }

    @Test
    void rightAndMissingValuesAreUsed() {
        Config config = load("aws.endpoint=http://127.0.0.1:4566");
        assertThat(config.usableText("aws.endpoint")).contains("http://127.0.0.1:4566");
        assertThat(config.usableText("cloudwatch.namespace")).contains("Inferometer");
        assertThat(config.invalid("file.path")).isEmpty();
    }
}
