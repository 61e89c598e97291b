package io.inferometer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No text a user can write stops the application. */
@Tag("safety")
class ConfigFuzzTest {

    private static final String[] PIECES = {
        ",",
        "=",
        "\\",
        "\\,",
        "(",
        ")",
        "#",
        "@",
        ".",
        "-",
        "*",
        " ",
        "\n",
        "\u0000",
        "é",
        "\uD83D",
        "[]",
        "1",
        "s",
        "MiB",
        "a.B#c",
        "model-name.",
        "http",
        "htpp",
        "99999999999999999999",
        "/",
        "file:",
        "http://",
        "%",
        "methods=",
        "interval="
    };

    @Test
    void noOptionsStringThrows() {
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            String text = text(random);
            Properties system = new Properties();
            system.setProperty("inferometer." + text(random), text(random));
            system.setProperty(key(random, "inferometer."), text(random));
            system.setProperty("sun.java.command", text(random));
            Config config = Config.load(text, system, Map.of("INFEROMETER_" + text(random), text(random)));
            assertThat(config.problems()).noneMatch(String::isBlank);
            assertThat(config.entries())
                    .hasSizeGreaterThanOrEqualTo(Options.all().size());
            config.get(Options.METHODS).forEach(MethodPattern::parse);
        }
    }

    private static String key(Random random, String prefix) {
        return prefix + Options.all().get(random.nextInt(Options.all().size())).key();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            text.append(random.nextInt(3) == 0 ? key(random, "") : PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
