package io.inferometer.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void whatATerminalShowsStaysAsItIs() {
        for (String text :
                new String[] {"", "minilm@2", "a b", "\u00E9", "\u4E2D\u6587", "\uD83D\uDE00", "\\u001b", "\uFFFD"}) {
            assertThat(Printable.text(text)).isEqualTo(text);
        }
    }

    /** Controls of either set, marks of direction and of no width, separators of lines, halves of pairs, what is no character. */
    @Test
    void everythingElseIsWrittenAsItsNumber() {
        for (int c = 0; c <= 0xFFFF; c++) {
            boolean acts = c < 0x20
                    || (c >= 0x7F && c < 0xA0)
                    || (c >= 0x200B && c <= 0x200F)
                    || (c >= 0x2028 && c <= 0x202E)
                    || (c >= 0x2066 && c <= 0x2069)
                    || c == 0xFEFF
                    || (c >= 0xD800 && c <= 0xDFFF)
                    || c >= 0xFFFE;
            if (acts) {
                assertThat(Printable.text("a" + (char) c)).isEqualTo(String.format("a\\u%04x", c));
            }
        }
        assertThat(Printable.text("\uDB40\uDC41")).as("a tag").isEqualTo("\\udb40\\udc41");
    }
}
