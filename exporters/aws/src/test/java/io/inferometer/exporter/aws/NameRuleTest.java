package io.inferometer.exporter.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NameRuleTest {

    private static final String HYPHENATED = "[a-zA-Z0-9](-*[a-zA-Z0-9])*";
    private static final NameRule RULE = new NameRule(HYPHENATED, 4, 40, NameRule::isAsciiLetterOrDigit, '-');

    @Test
    void keepsATextThatFits() {
        assertThat(RULE.name("onnxruntime", "all-MiniLM-L6-v2")).isEqualTo("onnxruntime-all-MiniLM-L6-v2");
        assertThat(RULE.name("3f2a9c1b7d4e")).as("a container's host name").isEqualTo("3f2a9c1b7d4e");
    }

    @Test
    void givesTheSameNameInEveryRun() {
        assertThat(RULE.name("a.b")).isEqualTo("a-b-ha1ae0bac28c6");
        assertThat(RULE.name("模型")).matches("h[0-9a-f]{12}");
    }

    @Test
    void namesWhatIsTooShortOrTooLongOrEmpty() {
        for (String text : List.of("", "-", "abc", "x".repeat(41), "ab" + "-".repeat(60) + "c")) {
            assertThat(RULE.name(text)).as(text).matches(HYPHENATED).hasSizeBetween(4, 40);
        }
    }

    @Test
    void tellsTheNameItMadeFromATextThatReadsLikeIt() {
        String made = RULE.name("a.b");

        assertThat(RULE.name(made)).isNotEqualTo(made);
    }

    @Test
    void tellsPartsApart() {
        assertThat(Stream.of(
                        RULE.name("a", "b-c"), RULE.name("a-b", "c"), RULE.name("a-", "b-c"), RULE.name("a", "-b-c")))
                .doesNotHaveDuplicates();
    }

    @Test
    void tellsLoneSurrogatesApart() {
        assertThat(RULE.name("model \ud800")).isNotEqualTo(RULE.name("model \ud801"));
    }

    @Test
    void survivesAVeryLongText() {
        assertThat(RULE.name("ab.".repeat(1_000_000))).matches(HYPHENATED).hasSize(40);
    }

    record Case(String name, NameRule rule, String pattern, int min, int max) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> rules() {
        String words = "[a-zA-Z0-9 _.]+";
        String device = "[a-zA-Z0-9](-*_*[a-zA-Z0-9])*";
        return Stream.of(
                new Case("hyphenated", RULE, HYPHENATED, 4, 40),
                new Case("device", new NameRule(device, 1, 20, NameRule::isAsciiLetterOrDigit, '-'), device, 1, 20),
                new Case(
                        "version",
                        new NameRule(words, 1, 20, c -> NameRule.isAsciiLetterOrDigit(c) || c == '.' || c == ' ', '_'),
                        words,
                        1,
                        20));
    }

    /** Texts are drawn from alphabets so small that they nearly collide all the time, and some are names made before. */
    @ParameterizedTest
    @MethodSource("rules")
    void everyNameFitsAndNoTwoTextsShareOne(Case of) {
        List<String> alphabets =
                List.of("ab-", "a-_.", "a.b:/ ", "aB0-_. +\n", "é模\ud83d\ude00a", "h0123456789abcdef-");
        Random random = new Random(20_260_102);
        Map<String, String> textByName = new HashMap<>();
        for (int round = 0; round < 100_000; round++) {
            String text = text(random, alphabets.get(random.nextInt(alphabets.size())));
            if (random.nextInt(20) == 0) {
                text = of.rule.name(text) + (random.nextBoolean() ? "" : "-");
            }
            String name = of.rule.name(text);
            assertThat(name.length()).as(text).isBetween(of.min, of.max);
            assertThat(name.matches(of.pattern)).as("%s for %s", name, text).isTrue();
            assertThat(of.rule.name(text)).isEqualTo(name);
            String other = textByName.putIfAbsent(name, text);
            assertThat(other == null ? text : other).as("texts named %s", name).isEqualTo(text);
        }
    }

    private static String text(Random random, String alphabet) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(random.nextInt(10) == 0 ? 60 : 9);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
