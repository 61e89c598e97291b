package io.inferometer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.inferometer.agent.exporter.ExporterTable;
import io.inferometer.agent.library.LibraryIndex;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    static Stream<Option<?>> all() {
        return Options.documented().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyOptionIsDocumentedOnOneLine(Option<?> option) {
        assertThat(option.documentation()).endsWith(".").doesNotContain("\n", "|");
        assertThat(option.expected()).isNotBlank().doesNotContain("\n", "|");
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyConstantDefaultIsAValueItsOptionAccepts(Option<?> option) {
        if (option.defaultValue() != null) {
            Config config = Config.load(option.key() + "=" + option.defaultText(), new Properties(), Map.of());
            assertThat(config.problems()).isEmpty();
            assertThat((Object) config.get(option)).isEqualTo(option.defaultValue());
        }
    }

    @Test
    void keysAndVariablesAreDistinct() {
        assertThat(Options.all())
                .extracting(Option::key)
                .doesNotHaveDuplicates()
                .allMatch(key -> key.matches("[a-z0-9.-]+"));
        assertThat(Options.all()).extracting(SettingNames::of).doesNotHaveDuplicates();
        assertThat(Options.all()).flatExtracting(Option::aliases).doesNotHaveDuplicates();
    }

    /** Whatever it begins with, a key belongs to one option. */
    @Test
    void prefixesAreDistinctFromKeysAndFromOneAnother() {
        for (Option<?> option : Options.documented()) {
            String key = option.prefix() == null ? option.key() : option.prefix() + "x";
            assertThat(Options.documented())
                    .filteredOn(other -> other.hasKey(key))
                    .containsExactly(option);
        }
    }

    /** A derived default comes from the rule that the option names, or there is none: never from another option's. */
    @Test
    void everyDerivedOptionHasItsRule() {
        Config config = Config.load("", new Properties(), Map.of("HOSTNAME", "host"));
        assertThat(Options.all())
                .filteredOn(Option::isDerived)
                .hasSizeGreaterThan(3)
                .allSatisfy(option -> assertThat((Object) config.get(option)).isNotNull());
        Option<String> without = Option.derived("x", ValueType.TEXT, "the phase of the moon", "X.");
        assertThatIllegalStateException()
                .isThrownBy(() -> config.get(without))
                .withMessage("x has no rule for its default");
    }

    @Test
    void otherSoftwaresVariablesAreWeakerThanAllOfOurs(@TempDir Path directory) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of("OTEL_SERVICE_NAME", " shop "));
        Config config = Config.load("", new Properties(), environment);
        assertThat(config.get(Options.SERVICE_NAME)).isEqualTo("shop");
        assertThat(config.get(Options.ENDPOINT_NAME)).isEqualTo("shop");
        assertThat(config.entries())
                .filteredOn(entry -> entry.key().equals("service-name"))
                .extracting(Config.Entry::source)
                .containsExactly("environment OTEL_SERVICE_NAME");

        Path file = Files.writeString(directory.resolve("p"), "service-name=ours");
        assertThat(Config.load("config=" + file, new Properties(), environment).get(Options.SERVICE_NAME))
                .isEqualTo("ours");
        environment.put("INFEROMETER_SERVICE_NAME", "variable");
        assertThat(Config.load("config=" + file, new Properties(), environment).get(Options.SERVICE_NAME))
                .isEqualTo("variable");

        environment.clear();
        environment.put("OTEL_SERVICE_NAME", " ");
        assertThat(Config.load("", new Properties(), environment).get(Options.SERVICE_NAME))
                .as("an empty variable is none")
                .isEqualTo("java");
    }

    /** Redis and Alibaba have a Sentinel, too. */
    @Test
    void aVariableThatIsNoneOfOursIsNoMistake() {
        Map<String, String> environment =
                Map.of("SENTINEL_API_URL", "redis-1:26379", "TRACKER_UPLOAD_INTERVAL", "often");

        Config without = Config.load("", new Properties(), environment);

        assertThat(without.problems()).isEmpty();
        assertThat(without.isSet(Options.SENTINEL_URL)).isFalse();
        assertThat(Config.load("exporters=sentinel", new Properties(), environment)
                        .problems())
                .hasSize(2)
                .anyMatch(line -> line.contains("environment SENTINEL_API_URL"));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8125, 127.0.0.1, 8125",
        "localhost:1, localhost, 1",
        "stats_d.example:65535, stats_d.example, 65535",
        "[::1]:8125, ::1, 8125",
        "[fe80::1%eth0]:8125, fe80::1%eth0, 8125",
    })
    void anAddressIsAHostAndAPort(String text, String host, int port) {
        Config config = Config.load("statsd.address=" + text, new Properties(), Map.of());
        assertThat(config.problems()).isEmpty();
        assertThat(config.usable("statsd.address", InetSocketAddress.class))
                .contains(InetSocketAddress.createUnresolved(host, port));
        assertThat(config.text("statsd.address")).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost", "8125", ":8125", "localhost:", "localhost:0", "localhost:65536", "localhost:x", "::1:8125",
                "[]:8125", "[host]:8125", "[::1]", "udp://localhost:8125", "a b:1", "host:+1", "user@host:1", "h/p:1"
            })
    void whatIsNoAddressTurnsTheExporterOff(String text) {
        Config config = Config.load("statsd.address=" + text, new Properties(), Map.of());
        assertThat(config.problems()).singleElement().asString().endsWith("; exporters that use it are off");
        assertThat(config.invalid("statsd.address")).isPresent();
    }

    @Test
    void everyConstantIsListed() {
        long constants = Arrays.stream(Options.class.getDeclaredFields())
                .filter(field -> field.getType() == Option.class && Modifier.isPublic(field.getModifiers()))
                .count();
        assertThat(Options.documented()).hasSize((int) constants);
        assertThat(Options.all()).doesNotContain(Options.MODEL_NAME, Options.TIMING_OF);
    }

    @Test
    void whatIsExpectedNamesEveryChoice() {
        assertThat(Options.EXPORTERS.expected()).contains(ExporterTable.names());
        assertThat(Options.LIBRARIES.expected()).contains(LibraryIndex.names());
    }

    @Test
    void aSecretIsNeverShown() {
        Option<Integer> token =
                Option.withoutDefault("token", ValueType.PORT, "A token.").asSecret();
        assertThat(Mistakes.wrongValue(token, "token", "abc", "agent options"))
                .isEqualTo("token=*** (agent options): expected a port number from 0 to 65535");
    }

    @ParameterizedTest
    @CsvSource({"kitten,sitting,3", "'',abc,3", "abc,'',3", "same,same,0", "htpp,http,1", "a,b,1"})
    void distanceCountsEdits(String from, String to, int edits) {
        assertThat(Nearest.edits(from, to)).isEqualTo(edits);
        assertThat(Nearest.edits(to, from)).isEqualTo(edits);
    }
}
