package io.inferometer.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineTest {

    @Test
    void aLineIsTheTimeTheAgentsNameTheLevelAndTheMessage() {
        long instant = Instant.parse("2026-01-02T03:04:05.678Z").toEpochMilli();

        assertThat(line(instant, Level.INFO, "dashboard at http://127.0.0.1:9646/"))
                .isEqualTo("2026-01-02T03:04:05.678Z inferometer INFO dashboard at http://127.0.0.1:9646/\n");
    }

    @Test
    void theTimeIsThatOfJavaTimeOnEveryDayAndAtRandomInstants() {
        DateTimeFormatter oracle =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
        Random random = new Random(42);
        long last = Instant.parse("2110-01-01T00:00:00Z").toEpochMilli();
        for (long day = Instant.parse("1969-12-25T00:00:00Z").toEpochMilli(); day < last; day += 86_400_000L) {
            long instant = day + random.nextInt(86_400_000);
            StringBuilder time = new StringBuilder();
            Line.appendTime(time, instant);
            assertThat(time.toString()).isEqualTo(oracle.format(Instant.ofEpochMilli(instant)));
        }
    }

    @Test
    void controlCharactersAreEscapedSoThatAMessageCannotForgeALine() {
        assertThat(line(0, Level.WARN, "a\r\nb\tc\u001b[31m\u2028\u0085é"))
                .isEqualTo("1970-01-01T00:00:00.000Z inferometer WARN a\\r\\nb\\tc\\u001b[31m\\u2028\\u0085é\n");
    }

    @Test
    void aLongMessageIsCut() {
        assertThat(line(0, Level.WARN, "x".repeat(Line.MAX_MESSAGE_LENGTH + 1)))
                .endsWith("xxx...\n")
                .hasSizeLessThan(Line.MAX_MESSAGE_LENGTH + 60);
    }

    @Test
    void aFailureIsToldWithItsCausesAndItsOriginInOneLine() {
        Exception failure = new IllegalStateException("outer", new IllegalArgumentException("inner"));

        assertThat(Line.describe("host metrics", failure))
                .startsWith("host metrics: java.lang.IllegalStateException: outer,"
                        + " caused by java.lang.IllegalArgumentException: inner at ")
                .contains("LineTest")
                .doesNotContain("\n");
    }

    @Test
    void aCauseThatLeadsBackToItselfEnds() {
        Exception outer = new IllegalStateException("outer");
        Exception inner = new IllegalArgumentException("inner", outer);
        outer.initCause(inner);

        assertThat(Line.describe("loop", outer)).hasSizeLessThan(3_000);
    }

    private static String line(long epochMillis, Level level, String message) {
        return new String(Line.of(epochMillis, level, message), StandardCharsets.UTF_8);
    }
}
