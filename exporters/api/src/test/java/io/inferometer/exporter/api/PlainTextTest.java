package io.inferometer.exporter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    private static final int LENGTH = 32;
    private static final int[] ODD = {
        0, '\n', '\r', '\t', 0x1B, 0x7F, 0x85, 0x9F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069, 0xFFFE, 0xFFFF,
        0x1FFFE, 0xFDD0
    };
    private static final String[] UNITS = {
        "a",
        "b",
        "0",
        "f",
        "…",
        "\uD800",
        "\uDFFF",
        "\uD83D\uDE00",
        "\uFFFD",
        "\n",
        "\u202E",
        "\u200D",
        "0123456789abcdef"
    };

    @Test
    void whatCannotBeShownIsReplaced() {
        for (int odd : ODD) {
            String text = "a" + Character.toString(odd) + "\uD83D\uDE00";
            assertThat(PlainText.of(text)).as("U+%04X", odd).isEqualTo("a\uFFFD\uD83D\uDE00");
        }
        assertThat(PlainText.of("\uD800a\uDFFF")).isEqualTo("\uFFFDa\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "模型", "\uD83D\uDC68\u200D\uD83D\uDCBB", "\u05D0\u200F", "\uFFFD", "é", "a\u0308"})
    void everythingElseStays(String text) {
        assertThat(PlainText.of(text)).isSameAs(text);
        assertThat(PlainText.name(text, LENGTH)).isSameAs(text);
    }

    @Test
    void differentNamesAreShownDifferently() {
        Random random = new Random(20261130);
        Map<String, String> found = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int units = random.nextInt(8); units > 0; units--) {
                text.append(UNITS[random.nextInt(UNITS.length)]);
            }
            String name = text.toString();
            // Names that look like what others were changed to are among them.
            for (String each : new String[] {name, PlainText.name(name, LENGTH)}) {
                String shown = PlainText.name(each, LENGTH);
                assertThat(found.putIfAbsent(shown, each)).as(each).isIn(null, each);
                assertThat(shown.length()).isLessThanOrEqualTo(LENGTH);
                assertThat(shown.codePoints().allMatch(PlainText::isPlain)).isTrue();
                assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(shown)).isTrue();
            }
        }
    }

    @Test
    void aLongNameKeepsItsBeginning() {
        String start = "m".repeat(LENGTH);
        assertThat(PlainText.name(start, LENGTH)).isSameAs(start);
        assertThat(PlainText.name(start + "1", LENGTH))
                .hasSize(LENGTH)
                .startsWith("mmm")
                .isNotEqualTo(PlainText.name(start + "2", LENGTH));
        assertThat(PlainText.name("x".repeat(10_000_000), LENGTH)).hasSize(LENGTH);
    }
}
