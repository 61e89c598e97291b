package io.inferometer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.library.LibraryIndex;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OptionsTest {

    static Stream<Option<?>> all() {
        return Options.all().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyOptionIsDocumentedInOneSentence(Option<?> option) {
        assertThat(option.documentation()).endsWith(".").doesNotContain(". ", "\n", "|");
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
                .allMatch(key -> key.matches("[a-z.-]+"));
        assertThat(Options.all()).extracting(EnvironmentNames::of).doesNotHaveDuplicates();
    }

    @Test
    void everyConstantIsListed() {
        long constants = Arrays.stream(Options.class.getDeclaredFields())
                .filter(field -> field.getType() == Option.class && Modifier.isPublic(field.getModifiers()))
                .count();
        assertThat(Options.all()).hasSize((int) constants - 2).doesNotContain(Options.MODEL_NAME, Options.TIMING_OF);
    }

    @Test
    void whatIsExpectedNamesEveryChoice() {
        assertThat(Options.EXPORTERS.expected()).contains(Options.EXPORTER_NAMES);
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
