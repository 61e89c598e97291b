package io.inferometer.exporter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WellFormedTest {

    private static final char[] UNITS = {'a', '\uD800', '\uDBFF', '\uDC00', '\uDFFF', '\uFFFE', '\u0000', '\u00E9'};

    @Test
    void onlyUnpairedSurrogatesAreReplaced() {
        for (String fine : new String[] {"", "a", "\u0000\uFFFE\uFFFF\u202E", "\uD83D\uDE00", "a\uD83D\uDE00b"}) {
            assertThat(WellFormed.text(fine)).isSameAs(fine);
        }
        assertThat(WellFormed.text("\uD83D")).isEqualTo("\uFFFD");
        assertThat(WellFormed.text("\uDE00\uD83D")).isEqualTo("\uFFFD\uFFFD");
        assertThat(WellFormed.text("\uD83D\uD83D\uDE00x")).isEqualTo("\uFFFD\uD83D\uDE00x");
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, a", "2, a", "3, a\uD83D\uDE00", "4, a\uD83D\uDE00b", "5, a\uD83D\uDE00b"})
    void aPairIsNeverDivided(int length, String start) {
        assertThat(WellFormed.start("a\uD83D\uDE00b", length)).isEqualTo(start);
    }

    @Test
    void anyTextCanBeEncodedAfterwards() throws Exception {
        Random random = new Random(41);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(8); length > 0; length--) {
                text.append(UNITS[random.nextInt(UNITS.length)]);
            }
            String wellFormed = WellFormed.text(text.toString());
            assertThat(wellFormed).hasSameSizeAs(text);
            assertThat(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(wellFormed)))
                    .isNotNull();
        }
    }
}
