package io.inferometer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceLinksTest {

    /** What the kubelet sets for a Service with two named ports (Kubernetes v1.31, pkg/kubelet/envvars). */
    private static Map<String, String> links(String service) {
        Map<String, String> links = new HashMap<>();
        links.put(service + "_SERVICE_HOST", "10.0.0.1");
        links.put(service + "_SERVICE_PORT", "9646");
        links.put(service + "_SERVICE_PORT_METRICS", "9646");
        links.put(service + "_SERVICE_PORT_DNS_TCP", "53");
        links.put(service + "_PORT", "tcp://10.0.0.1:9646");
        for (String port : new String[] {"_PORT_9646_TCP", "_PORT_53_UDP", "_PORT_7_SCTP"}) {
            links.put(service + port, "tcp://10.0.0.1:9646");
            links.put(service + port + "_PROTO", "tcp");
            links.put(service + port + "_PORT", "9646");
            links.put(service + port + "_ADDR", "10.0.0.1");
        }
        return links;
    }

    private static Config load(String options, Map<String, String> environment) {
        return Config.load(options, new Properties(), environment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INFEROMETER",
                "INFEROMETER_HTTP",
                "INFEROMETER_AGENT",
                "INFEROMETER_AWS_ENDPOINT",
                "INFEROMETER_PORT",
                "INFEROMETER_SERVICE",
                "INFEROMETER_SERVICE_PORT"
            })
    void theVariablesOfAServiceAreNotOurs(String service) {
        Config config = load("", links(service));
        assertThat(config.problems()).isEmpty();
        assertThat(config.get(Options.HTTP_PORT)).isEqualTo(9646);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://[::1]:80", "tcp://[fd00:10:96::1]:9646", "udp://10.0.0.1:53", "sctp://10.0.0.1:7"})
    void whateverTheAddressOfTheService(String address) {
        for (String service : new String[] {"INFEROMETER", "INFEROMETER_HTTP"}) {
            Map<String, String> environment = links(service);
            environment.replaceAll((name, value) -> value.contains("://") ? address : value);
            environment.put(service + "_SERVICE_HOST", "fd00:10:96::1");
            Config config = load("", environment);
            assertThat(config.problems()).isEmpty();
            assertThat(config.get(Options.HTTP_PORT)).isEqualTo(9646);
        }
    }

    @Test
    void thePortOfTheFileIsNotOverridden(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("c.properties"), "http.port=9700\n");
        Map<String, String> environment = links("INFEROMETER_HTTP");
        environment.put("INFEROMETER_CONFIG", file.toString());
        Config config = load("", environment);
        assertThat(config.problems()).isEmpty();
        assertThat(config.get(Options.HTTP_PORT)).isEqualTo(9700);
    }

    @Test
    void aPortOfOneSOwnBesideTheServiceIsTaken() {
        Map<String, String> environment = links("INFEROMETER_HTTP");
        environment.put("INFEROMETER_HTTP_PORT", "9700");
        Config config = load("", environment);
        assertThat(config.get(Options.HTTP_PORT)).isEqualTo(9700);
        assertThat(config.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INFEROMETER_PRT",
                "INFEROMETER_PORT",
                "INFEROMETER_HTTP_PORT",
                "INFEROMETER_SERVICE_HOSTS",
                "INFEROMETER_PORT_TCP",
                "INFEROMETER_HTTP_SERVICE_PORT"
            })
    void withoutAServiceTheyAreMistakes(String name) {
        assertThat(load("", Map.of(name, "tcp://10.0.0.1:9646")).problems())
                .singleElement()
                .asString()
                .contains("environment");
    }
}
