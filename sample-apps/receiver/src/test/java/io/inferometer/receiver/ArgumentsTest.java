package io.inferometer.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.sigv4.Credentials;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    @Test
    void noneMeansTheDefaults() {
        assertThat(Arguments.parse().options()).isEqualTo(ReceiverOptions.defaults());
    }

    @Test
    void everyOptionIsHeeded() {
        ReceiverOptions options = Arguments.parse(
                        "--port",
                        "8443",
                        "--access-key",
                        "A",
                        "--secret-key",
                        "S",
                        "--session-token",
                        "T",
                        "--region",
                        "eu-central-1",
                        "--faults",
                        "[{\"type\":\"throttle\",\"times\":3}]")
                .options();
        assertThat(options.port()).isEqualTo(8443);
        assertThat(options.credentials()).isEqualTo(new Credentials("A", "S", Optional.of("T")));
        assertThat(options.region()).isEqualTo("eu-central-1");
        assertThat(options.faults()).containsExactly(Fault.throttle().withTimes(3));
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(Arguments.parse("--secret-key", "hidden-one", "--session-token", "hidden-two")
                        .toString())
                .doesNotContain("hidden");
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(Arguments.parse("--help").help()).isTrue();
        assertThat(Arguments.HELP)
                .contains(
                        "--port",
                        "--access-key",
                        "--secret-key",
                        "--session-token",
                        "--region",
                        "--sentinel-token",
                        "--faults");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot 1|unknown option --prot",
                "8080|unknown option 8080",
                "--port|--port needs a value",
                "--port x|--port must be 0 to 65535, found x",
                "--port 65536|--port must be 0 to 65535, found 65536",
                "--port 1 --port 2|--port is given twice",
                "--faults [{}]|--faults: 1 validation error: [0].type",
            })
    void aWrongOptionIsNamedInOneLine(String line, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(line.split(" ", -1)))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
}
