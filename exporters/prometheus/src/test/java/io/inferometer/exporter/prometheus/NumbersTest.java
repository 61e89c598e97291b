package io.inferometer.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "-1.5, -1.5",
        "10, 10",
        "100.5, 100.5",
        "0.1, 0.1",
        "0.001, 0.001",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "9.5367431640625E-7, 9.5367431640625e-07",
        "0.0009765625, 0.0009765625",
        "1234567, 1234567",
        "12345678.5, 12345678.5",
        "1E20, 100000000000000000000",
        "1E21, 1e+21",
        "1.5E300, 1.5e+300",
        "1.25E-200, 1.25e-200",
        "NaN, NaN",
        "Infinity, +Inf",
        "-Infinity, -Inf"
    })
    void writesAsGoDoes(double value, String text) {
        assertThat(Numbers.text(value)).isEqualTo(text);
    }

    @Test
    void writesTheDigitsThatTheJdkFindsAndNoOthers() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            double value = i % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : random.nextInt() / 1e4;
            if (Double.isFinite(value) && value != 0) {
                assertThat(new BigDecimal(Numbers.text(value))).isEqualByComparingTo(BigDecimal.valueOf(value));
            }
        }
    }
}
