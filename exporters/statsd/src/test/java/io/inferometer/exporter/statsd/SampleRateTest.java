package io.inferometer.exporter.statsd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleRateTest {

    private static void assertExact(long count) {
        String rate = SampleRate.of(count);
        double inverse = 1 / Double.parseDouble(rate);
        assertThat((long) inverse).as(rate).isEqualTo(count);
        assertThat(Math.round(inverse)).as(rate).isEqualTo(count);
        assertThat(rate).doesNotContain("E");
    }

    @Test
    void receiversThatCutOffAndThoseThatRoundComeToTheCount() {
        for (long count = 1; count < 20_000; count++) {
            assertExact(count);
        }
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            assertExact(random.nextLong(1, 1L << random.nextInt(1, 48)));
        }
    }

    /** Why it is not simply one divided by the count. */
    @Test
    void dividingAloneWouldLoseSome() {
        assertThat((long) (1 / (1 / 93.0))).isEqualTo(92);
        assertThat((long) (1 / Double.parseDouble(SampleRate.of(93)))).isEqualTo(93);
    }
}
