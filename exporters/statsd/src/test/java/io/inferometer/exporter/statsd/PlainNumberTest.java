package io.inferometer.exporter.statsd;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainNumberTest {

    private static final double[] EDGES = {
        1,
        0.1,
        10,
        1e7,
        1e10,
        1e23,
        1e-3,
        9.999e-4,
        1e-9,
        0.05,
        12.5,
        100,
        123456789.5,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.MIN_NORMAL,
        1.0 / 3,
        4.35,
        9007199254740993.0
    };

    private static String expected(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    @Test
    void aNumberIsWhatBigDecimalWrites() {
        assertThat(PlainNumber.of(0)).isEqualTo("0");
        Random random = new Random(11);
        for (int i = 0; i < 100_000; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            double value =
                    i < EDGES.length ? EDGES[i] : i % 2 == 0 && Double.isFinite(any) ? any : random.nextInt() / 1e4;
            assertThat(PlainNumber.of(value)).isEqualTo(expected(BigDecimal.valueOf(value)));
            assertThat(PlainNumber.of(-value)).isEqualTo(expected(BigDecimal.valueOf(-value)));
        }
    }

    @Test
    void timesAreExactToTheNanosecond() {
        Random random = new Random(12);
        for (int i = 0; i < 100_000; i++) {
            long nanos = i < 3 ? new long[] {0, 1, Long.MAX_VALUE}[i] : random.nextLong() >>> 1 + random.nextInt(62);
            assertThat(PlainNumber.ofNanos(nanos)).isEqualTo(expected(BigDecimal.valueOf(nanos, 9)));
        }
    }
}
