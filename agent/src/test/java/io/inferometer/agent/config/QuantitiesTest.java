package io.inferometer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({"0s,0", "500ms,500", "10s,10000", "5m,300000", "2h,7200000", "13d,1123200000", "007s,7000"})
    void aDurationIsAWholeNumberAndAUnit(String text, long millis) {
        assertThat(Quantities.parseDuration(text)).hasMillis(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "5", "5 s", "-5s", "+5s", "5S", "5sec", "1.5s", "5us", "٥s", "106752d", "1h30m"})
    void anythingElseIsNoDuration(String text) {
        assertThat(Quantities.parseDuration(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0B,0", "100B,100", "64KiB,65536", "512MiB,536870912", "2GiB,2147483648"})
    void aSizeIsAWholeNumberAndAUnit(String text, long bytes) {
        assertThat(Quantities.parseSize(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "B", "5", "5 MiB", "-5B", "5MB", "5kib", "0.5GiB", "8589934592GiB", "9223372036854775808B"})
    void anythingElseIsNoSize(String text) {
        assertThat(Quantities.parseSize(text)).isNegative();
    }

    @Test
    void whatIsWrittenIsReadBackTheSame() {
        Random random = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            long number = random.nextLong() >>> (1 + random.nextInt(63));
            assertThat(Quantities.parseSize(Quantities.formatSize(number))).isEqualTo(number);
            Duration duration = Duration.ofMillis(number / 1_000_000);
            assertThat(Quantities.parseDuration(Quantities.format(duration))).isEqualTo(duration);
        }
    }
}
