package io.inferometer.exporter.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

    private static String text(Consumer<JsonBuffer> field) {
        JsonBuffer json = new JsonBuffer(4);
        json.beginObject();
        field.accept(json);
        json.endObject();
        String object = new String(json.toByteArray(), StandardCharsets.US_ASCII);
        return object.substring("{\"x\":".length(), object.length() - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 0.000000001",
        "1000000000, 1",
        "-5, -0.000000005",
        "1050000000, 1.05",
        "100000000000, 100",
        "9223372036854775807, 9223372036.854775807"
    })
    void secondsAreExactWhereADoubleIsNot(long nanos, String seconds) {
        assertThat(text(json -> json.seconds("x", nanos))).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0,
                -0.0,
                1,
                -1.5,
                10,
                0.1,
                0.001,
                0.0625,
                12.345,
                9999999,
                9999999.999,
                1e7,
                123456789.5,
                1e-4,
                1.25e-9,
                1 / 3.0,
                -2 / 3.0,
                0.1 + 0.2,
                4.9e-324,
                1.7976931348623157e308,
                1234567.123456789,
                5e-4,
                0.015625
            })
    void numbersAreWrittenAsTheJdkDoes(double value) {
        assertThat(text(json -> json.field("x", value))).isEqualTo(Double.toString(value));
    }

    @Test
    void textsThatAreKeptAreThoseOfTheirNumbers() {
        JsonBuffer json = new JsonBuffer(64);
        StringBuilder expected = new StringBuilder("{");
        SplittableRandom random = new SplittableRandom(8);
        json.beginObject();
        for (int i = 0; i < 20_000; i++) {
            // More values than texts are kept, and each comes again.
            double value = Math.sqrt(random.nextInt(2_000)) * (random.nextBoolean() ? 1 : -1e-5);
            json.field("x", value);
            expected.append(i == 0 ? "" : ",").append("\"x\":").append(value);
        }
        json.endObject();
        assertThat(new String(json.toByteArray(), StandardCharsets.US_ASCII))
                .isEqualTo(expected.append("}").toString());
    }

    /** Up to JDK 18 {@link Double#toString} has a digit too many now and then (JDK-4511638), never one too few. */
    @Test
    void numbersAreReadAsTheSameWithNoMoreDigitsThanTheJdkHas() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 100_000; i++) {
            double value = switch (i % 4) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> Math.rint(random.nextDouble() * 1e9) / 1e3;
                case 2 -> random.nextLong(1L << 40) / 1e9;
                default -> random.nextDouble();
            };
            if (Double.isFinite(value)) {
                String text = text(json -> json.field("x", value));
                assertThat(Double.parseDouble(text)).isEqualTo(value);
                assertThat(text.length())
                        .as(text)
                        .isLessThanOrEqualTo(Double.toString(value).length());
            }
        }
    }
}
