package io.inferometer.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.Recorder;
import io.inferometer.exporter.api.ModelId;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Names that no one expects: each is one model, and each can be written down. */
class ModelNamesFaultsTest {

    private static final String[] PARTS = {
        "a",
        "b",
        "@",
        "/",
        "\n",
        "\r",
        "\t",
        "\u0000",
        "\u001B[2J",
        "\u0085",
        "\u2028",
        "\u202E",
        "\uFFFD",
        "\uFFFE",
        "\uFFFF",
        "\uD800",
        "\uDFFF",
        "\uD83D\uDE00",
        "\"",
        "\\",
        ",",
        "=",
        "*",
        "?",
        ":",
        "{",
        "}",
        " ",
        "_other_",
        "x".repeat(300)
    };

    private static final Pattern NOT_PLAIN = Pattern.compile(
            "[\\x00-\\x1F\\x7F-\\x9F\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069\\p{Cs}\\uFFFE\\uFFFF]");

    private final ModelRegistry registry = new ModelRegistry(new Recorder(), 1_000_000, Map.of());

    private ModelId id(String library, String name, String version) {
        return registry.id(registry.model(library, name, version).index());
    }

    @Test
    void noSeparatorMakesTwoModelsOne() {
        String[] separators = {"\n", "/", "@", "\u0000", ",", "|", "\u001F", "\t"};
        for (String each : separators) {
            int before = registry.size();
            registry.model("l", "b" + each, "c");
            registry.model("l", "b", each + "c");
            registry.model("l" + each + "b", "c", "");
            registry.model("l", "b" + each + "c", "");
            assertThat(registry.size() - before).as("apart with %s", each).isEqualTo(4);
        }
    }

    @Test
    void anyNameIsPlainAndBoundedAndKeepsItsIdentity() throws CharacterCodingException {
        Random random = new Random(20261129);
        Map<List<String>, Model> found = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String name = text(random);
            String version = text(random);
            if (name.isEmpty()) {
                // Unknown: the library's.
                name = "l";
            }
            Model model = registry.model("l", name, version);
            Model known = found.putIfAbsent(List.of(name, version), model);
            assertThat(known == null || known == model).as("the same again").isTrue();
            ModelId id = registry.id(model.index());
            for (String each : List.of(id.name(), id.version())) {
                assertThat(each).hasSizeLessThanOrEqualTo(128);
                assertThat(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(each)))
                        .isNotNull();
                assertThat(each).doesNotContainPattern(NOT_PLAIN);
            }
            if (isPlain(name) && isPlain(version)) {
                assertThat(id).isEqualTo(new ModelId("l", name, version));
            }
        }
        assertThat(new HashSet<>(found.values())).as("one model each").hasSameSizeAs(found.keySet());
        assertThat(registry.size()).isEqualTo(found.size());
    }

    private static boolean isPlain(String text) {
        return text.length() <= 128 && !NOT_PLAIN.matcher(text).find();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int parts = random.nextInt(4); parts > 0; parts--) {
            text.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return text.toString();
    }

    @Test
    void longNamesStayApart() {
        String start = "x".repeat(1_000_000);
        assertThat(id("l", start + "1", "")).isNotEqualTo(id("l", start + "2", ""));
        assertThat(id("l", start + "Aa", "")).as("equal hash codes").isNotEqualTo(id("l", start + "BB", ""));
        assertThat(id("l", "m", start + "1")).isNotEqualTo(id("l", "m", start + "2"));
        assertThat(id("l", start + "1", "")).isEqualTo(id("l", start + "1", ""));
        assertThat(id("l", "y".repeat(128), "").name()).isEqualTo("y".repeat(128));
        for (String shift : List.of("", "a")) {
            String pairs = shift + "\uD83D\uDE00".repeat(200);
            assertThat(id("l", pairs, "").name())
                    .startsWith(shift + "\uD83D\uDE00")
                    .hasSizeBetween(127, 128);
        }
    }

    @Test
    void namesThatDifferInWhatCannotBeShownAreTwoModels() {
        String[] alike = {"a\uD800", "a\uDFFF", "a\uFFFD", "a\n", "a\r", "a\u202E", "a", "a\u0085", "a\uFFFF"};
        Set<String> shown = new HashSet<>();
        for (String each : alike) {
            shown.add(id("l", each, "").name());
        }
        assertThat(shown)
                .hasSize(alike.length)
                .allSatisfy(each -> assertThat(each).startsWith("a"));
        assertThat(shown).contains("a", "a\uFFFD");
        assertThat(id("l", "b\n", "c")).isNotEqualTo(id("l", "b", "\nc"));
    }

    @Test
    void aNameThatCannotBeShownIsRenamedByWhatIsShown() {
        String found = "torch\n" + "x".repeat(500);
        ModelRegistry renaming =
                new ModelRegistry(new Recorder(), 9, Map.of(id("l", found, "").name(), "minilm"));
        assertThat(renaming.id(renaming.model("l", found, "").index()).name()).isEqualTo("minilm");
    }

    @Test
    void aNameThatLooksLikeOneThatWasChangedIsAnother() {
        String changed = id("l", "a\n", "").name();
        assertThat(id("l", changed, "").name()).isNotEqualTo(changed).hasSizeLessThanOrEqualTo(128);
        assertThat(id("l", "a\n", "").name()).as("the same again").isEqualTo(changed);
    }

    @Test
    void aFailureIsCutBetweenCharactersAndPlain() {
        for (int length = 180; length < 220; length++) {
            String text = "m".repeat(length % 7) + " \uD83D\uDE00".repeat(length);
            String shown = FailureText.shown(FailureText.raw(new IllegalStateException(text + "\uD800")));
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(shown)).isTrue();
        }
        assertThat(FailureText.shown(FailureText.raw(
                        new IllegalStateException("a\u202Eb\u001B[2J\u0085\u2028c\u2066\uFFFFd\uD83D\uDE00"))))
                .isEqualTo("java.lang.IllegalStateException: a b [2J c d\uD83D\uDE00");
    }
}
