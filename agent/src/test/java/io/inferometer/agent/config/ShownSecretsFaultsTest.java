package io.inferometer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No value that is shown holds a secret, right or wrong, from any source. */
@Tag("safety")
class ShownSecretsFaultsTest {

    private static final String[] SECRETIVE = {
        "http://user:hunter2@host",
        "http://user:hunter2@host name",
        "http://user:hun,hunter2@host",
        "http://hunter2@host:port",
        "user:hunter2@host",
        "http://host/?token=hunter2",
        "http://user:hunter2,x",
        "password=hunter2"
    };

    static Stream<Option<?>> all() {
        return Stream.concat(Options.all().stream(), Stream.of(Options.MODEL_NAME, Options.TIMING_OF));
    }

    @ParameterizedTest
    @MethodSource("all")
    void neitherValuesNorMistakesHoldOne(Option<?> option, @TempDir Path directory) throws Exception {
        String key = option.key().replaceAll("<.*>", "x");
        for (String value : SECRETIVE) {
            Path file = Files.writeString(directory.resolve("c.properties"), key + " = " + value);
            Properties system = new Properties();
            system.setProperty("inferometer." + key, value);
            assertClean(Config.load(key + "=" + value, new Properties(), Map.of()));
            assertClean(Config.load("", system, Map.of()));
            assertClean(Config.load("", new Properties(), Map.of(SettingNames.of(option), value)));
            assertClean(Config.load("config=" + file, new Properties(), Map.of()));
        }
    }

    @Test
    void norDoesAnOptionThatIsNone() {
        assertClean(Config.load("http://user:hunter2@host", new Properties(), Map.of()));
        assertClean(Config.load("http://user:hunter2@host=x,/etc/x", new Properties(), Map.of()));
        assertClean(Config.load("password=hunter2", new Properties(), Map.of("INFEROMETER_PASSWORD", "hunter2")));
        assertClean(Config.load("a.b=1,http://user:x,hunter2@host", new Properties(), Map.of()));
    }

    private static void assertClean(Config config) {
        assertThat(config.problems()).noneMatch(line -> line.contains("hunter2"));
        assertThat(config.entries()).noneMatch(entry -> entry.toString().contains("hunter2"));
        for (Option<?> option : Options.all()) {
            assertThat(config.invalid(option.key()).orElse("")).doesNotContain("hunter2");
        }
    }
}
