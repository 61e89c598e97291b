package io.inferometer.sample.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TallyTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 31, 32, 63, 64, 65, 999, 1_000_000, 30_000_000_000L, Long.MAX_VALUE})
    void aPercentileIsNeverBelowAndAtMostOneThirtySecondAbove(long nanos) {
        Tally tally = new Tally();
        tally.succeeded(nanos, 1);

        assertThat(tally.percentileMillis(99) * 1e6).isBetween((double) nanos, Math.max(33, nanos * (1 + 1 / 32.0)));
    }

    @Test
    void percentilesOfManyAreThoseOfTheirRanks() {
        Tally tally = new Tally();
        LongStream.rangeClosed(1, 1000).forEach(i -> tally.succeeded(i * 1_000_000, 1));

        assertThat(tally.percentileMillis(50)).isCloseTo(500, within(500 / 32.0));
        assertThat(tally.percentileMillis(99)).isCloseTo(990, within(990 / 32.0));
    }

    @Test
    void addedBooksKeepEveryCountAndFailuresAreNoLatencies() {
        Tally one = new Tally();
        one.succeeded(2_000_000, 3);
        one.failed();
        Tally two = new Tally();
        two.succeeded(2_000_000, 4);
        two.add(one);

        assertThat(two.requests()).isEqualTo(3);
        assertThat(two.failures()).isEqualTo(1);
        assertThat(two.texts()).isEqualTo(7);
        assertThat(two.json(1.23456))
                .isEqualTo("{\"requests\":3,\"failures\":1,\"texts\":7,\"seconds\":1.235,"
                        + "\"p50Millis\":2.032,\"p99Millis\":2.032}");
    }

    @Test
    void emptyBooksHaveNoLatency() {
        Tally tally = new Tally();
        tally.failed();

        assertThat(tally.percentileMillis(99)).isZero();
    }
}
