package io.inferometer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.exporter.api.MissingSettingException;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong endpoint is not the default one. */
class EndpointFaultsTest {

    private static Config config(String endpoint) {
        return Config.load("", new Properties(), Map.of("INFEROMETER_AWS_ENDPOINT", endpoint));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:4566",
                "localhost:4566",
                "http://local_stack:4566",
                "http:/host",
                "http://host:0",
                "http://host:65536",
                "ftp://host",
                "nonsense"
            })
    void itsExportersAreOff(String endpoint) {
        Config config = config(endpoint);
        assertThat(config.invalid("aws.endpoint")).isPresent();
        assertThatThrownBy(() -> config.usableText("aws.endpoint")).isInstanceOf(MissingSettingException.class);
        assertThat(config.problems())
                .singleElement()
                .asString()
                .startsWith("aws.endpoint=")
                .endsWith("; exporters that use it are off");
    }

    @Test
    void aPasswordIsNotShown() {
        Config config = config("http://me:hunter2@host");
        assertThat(config.problems()).singleElement().asString().doesNotContain("hunter2");
        assertThat(config.entries()).noneMatch(entry -> entry.toString().contains("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP://host:1", "Https://host", "http://[::1]:4566/path", "http://host:65535"})
    void whatIsMeantIsTaken(String endpoint) {
        assertThat(config(endpoint).problems()).isEmpty();
        assertThat(config(endpoint).usableText("aws.endpoint")).contains(endpoint);
    }

    @Test
    void anotherWrongValueIsTheDefault() {
        Config config = Config.load("", new Properties(), Map.of("INFEROMETER_INTERVAL", "soon"));
        assertThat(config.text("interval")).contains("10s");
    }
}
