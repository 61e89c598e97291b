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
    void anyNameIsWellFormedAndBoundedAndKeepsItsIdentity() throws CharacterCodingException {
        Random random = new Random(20261129);
        Map<List<String>, Model> found = new HashMap<>();
        Set<ModelId> shown = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            String name = text(random);
            String version = text(random);
            Model model = registry.model("l", name, version);
            Model known = found.putIfAbsent(List.of(name, version), model);
            assertThat(known == null || known == model).as("the same again").isTrue();
            ModelId id = registry.id(model.index());
            shown.add(id);
            for (String each : List.of(id.name(), id.version())) {
                assertThat(each).hasSizeLessThanOrEqualTo(ModelNames.MAX_LENGTH);
                assertThat(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(each)))
                        .isNotNull();
            }
            boolean fine = name.equals(ModelNames.shown(name)) && version.equals(ModelNames.shown(version));
            if (fine && !name.isEmpty()) {
                assertThat(id).isEqualTo(new ModelId("l", name, version));
            }
        }
        assertThat(shown).as("one identity per model").hasSize(registry.size());
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
        assertThat(id("l", "y".repeat(255), "").name()).isEqualTo("y".repeat(255));
        String pairs = "\uD83D\uDE00".repeat(200);
        assertThat(id("l", pairs, "").name()).startsWith("\uD83D\uDE00").hasSizeLessThanOrEqualTo(255);
    }

    @Test
    void brokenNamesThatLookAlikeAreOneModel() {
        Model first = registry.model("l", "a\uD800", "");
        assertThat(registry.model("l", "a\uDFFF", "")).isSameAs(first);
        assertThat(registry.id(first.index()).name()).isEqualTo("a\uFFFD");
    }

    @Test
    void aFailureIsCutBetweenCharacters() {
        for (int length = 180; length < 220; length++) {
            String text = "m".repeat(length % 7) + " \uD83D\uDE00".repeat(length);
            String shown = FailureText.shown(FailureText.raw(new IllegalStateException(text + "\uD800")));
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(shown)).isTrue();
        }
    }
}
