package io.inferometer.agent.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {

    private static final long SEED = 20_261_130L;
    private static final long YEAR_NANOS = 365L * 24 * 3600 * 1_000_000_000L;

    @Test
    void isTheProductRoundedDownAtAnyDistance() {
        Random random = new Random(SEED);
        for (int i = 0; i < 200_000; i++) {
            Scale scale = new Scale(random.nextLong(), random.nextLong() >> 2, random.nextLong() >>> 1);
            long distance = random.nextLong() >> (4 + random.nextInt(60));
            assertThat(scale.nanos(scale.ticks() + distance))
                    .as("%s at %d", scale, distance)
                    .isEqualTo(exact(scale, distance));
        }
    }

    @Test
    void isExactAtTheEndsOfItsRange() {
        Scale scale = new Scale(-7, 11, Long.MAX_VALUE);
        for (long distance : new long[] {Scale.RANGE - 1, -Scale.RANGE, 1, -1, 0}) {
            assertThat(scale.nanos(scale.ticks() + distance)).isEqualTo(exact(scale, distance));
        }
    }

    private static long exact(Scale scale, long distance) {
        return BigInteger.valueOf(distance)
                .multiply(BigInteger.valueOf(scale.multiplier()))
                .shiftRight(61)
                .add(BigInteger.valueOf(scale.nanos()))
                .longValue();
    }

    @Test
    void neverGoesBack() {
        Random random = new Random(SEED);
        Scale scale = Scale.through(1_000, 0, 2_700_001_000L, 1_000_000_000L);
        long ticks = scale.ticks() - (1L << 40);
        long before = scale.nanos(ticks);
        for (int i = 0; i < 100_000; i++) {
            ticks += random.nextInt(1 << random.nextInt(31));
            long after = scale.nanos(ticks);
            assertThat(after).isGreaterThanOrEqualTo(before);
            before = after;
        }
    }

    @ParameterizedTest
    @CsvSource({"0.251", "1", "2", "2.7", "3.999", "4"})
    void holdsForNineYears(double gigahertz) {
        long second = Math.round(gigahertz * 1e9);
        Scale scale = Scale.through(40, 50, 40 + second, 1_000_000_050L);
        assertThat(scale.frequency()).isCloseTo((double) second, within(1.0));
        for (int years = 1; years <= 9; years++) {
            double nanos = scale.nanos(scale.ticks() + Math.round(gigahertz * years * YEAR_NANOS)) - scale.nanos();
            assertThat(nanos / (years * (double) YEAR_NANOS)).isCloseTo(1, within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "-2700000000", "249000000"})
    void whatNoCounterDoesIsRefused(long ticks) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scale.through(0, 0, ticks, 1_000_000_000L))
                .withMessage(
                        "the counter advanced by " + ticks + " in 1000000000 ns, which no time-stamp counter does");
    }
}
