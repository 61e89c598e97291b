package io.inferometer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

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
    void itsExporterGetsItAsItIsWritten(String endpoint) {
        Config config = config(endpoint);
        assertThat(config.text("aws.endpoint")).contains(endpoint);
        assertThat(config.problems())
                .containsExactly("aws.endpoint=" + endpoint
                        + " (environment INFEROMETER_AWS_ENDPOINT): expected a URL such as https://host:8443 or"
                        + " http://host, without user and password; exporters that use it are off");
        assertThat(config.entries())
                .filteredOn(entry -> entry.key().equals("aws.endpoint"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.value()).contains(endpoint);
                    assertThat(entry.source()).isEqualTo("environment INFEROMETER_AWS_ENDPOINT");
                });
    }

    @Test
    void aPasswordIsNotShown() {
        Config config = config("http://me:hunter2@host");
        assertThat(config.problems()).singleElement().asString().startsWith("aws.endpoint=***");
        assertThat(config.entries()).noneMatch(entry -> entry.toString().contains("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP://host:1", "Https://host", "http://[::1]:4566/path", "http://host:65535"})
    void whatIsMeantIsTaken(String endpoint) {
        assertThat(config(endpoint).problems()).isEmpty();
        assertThat(config(endpoint).text("aws.endpoint")).contains(endpoint);
    }

    @Test
    void anotherWrongValueIsTheDefault() {
        Config config = Config.load("", new Properties(), Map.of("INFEROMETER_INTERVAL", "soon"));
        assertThat(config.text("interval")).contains("10s");
    }
}
