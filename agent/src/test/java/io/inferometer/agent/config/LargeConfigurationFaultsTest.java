package io.inferometer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that was meant for something else, as large as one may be: the application may wait for it to be read, and its log gets few lines. */
@Tag("safety")
class LargeConfigurationFaultsTest {

    private static final int SIZE = 1 << 20;

    private static final Duration LONGEST = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    static Stream<Arguments> contents() {
        return Stream.of(
                Arguments.of("one word", repeated("k", "")),
                Arguments.of("many words", repeated("word=1\n", "=")),
                Arguments.of("one value", "http.port=" + repeated("9", "")),
                Arguments.of("an address", "aws.endpoint=http://u:" + repeated("p", "") + "@host"),
                Arguments.of("many wrong exporters", "exporters=http," + repeated("n", ",")),
                Arguments.of("many wrong methods", "methods=a.B#c," + repeated("n", ",")),
                Arguments.of("many classes", "client-errors=" + repeated("n", ",")),
                Arguments.of("parentheses that nothing closes", "methods=" + repeated("(", "")),
                Arguments.of("parentheses that close late", "methods=" + repeated("(", "") + ")"),
                Arguments.of("signs of methods", "methods=" + repeated("#", "")),
                Arguments.of("signs of readings", "methods=a.B#c" + repeated("@", "")));
    }

    /** As much of a text as there is room for; with numbers in it where {@code after} stands behind each. */
    private static String repeated(String text, String after) {
        StringBuilder content = new StringBuilder();
        for (int i = 0; content.length() < SIZE - 200; i++) {
            content.append(after.isEmpty() ? text : text.replace("=", i + "="));
            content.append(after.equals(",") ? i + "," : "");
        }
        return content.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contents")
    void itIsReadSoonAndComplainedAboutInFewLines(String what, String content) throws IOException {
        String file = Files.writeString(directory.resolve("file"), content, StandardCharsets.UTF_8)
                .toString();
        Config config =
                Assertions.assertTimeoutPreemptively(LONGEST, () -> Config.load(file, new Properties(), Map.of()));

        assertThat(config.problems())
                .hasSizeLessThanOrEqualTo(Problems.MOST + 1)
                .allMatch(line -> line.length() < 10_000);
        assertThat(config.get(Options.HTTP_PORT)).isEqualTo(9646);
    }

    @Test
    void theLastLineSaysHowManyMistakesThereAreMore() throws IOException {
        String file = Files.writeString(directory.resolve("file"), repeated("word=1\n", "="), StandardCharsets.UTF_8)
                .toString();
        int keys = Files.readAllLines(Path.of(file)).size();

        Config config = Config.load(file, new Properties(), Map.of());

        assertThat(config.problems())
                .hasSize(Problems.MOST + 1)
                .last()
                .asString()
                .startsWith(keys - Problems.MOST + " mistakes more");
    }

    @Test
    void whatIsTooLongToShowIsNotShownInPart() {
        String secret = "http://user:hunter2" + "x".repeat(5_000);

        Config config = Config.load("http.port=" + secret + "," + secret + "=1", new Properties(), Map.of());

        assertThat(config.problems()).hasSize(2).noneMatch(line -> line.contains("hunter2"));
        assertThat(config.problems().get(0)).contains("(5019 characters)");
    }
}
