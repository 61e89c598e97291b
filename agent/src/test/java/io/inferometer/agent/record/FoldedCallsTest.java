package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jol.info.GraphLayout;

class FoldedCallsTest {

    /** Durations from 2^from to 2^to ns. */
    @ParameterizedTest
    @CsvSource({"1, 20.9, 26.9, 8", "4, 20.9, 26.9, 20", "1, 0, 63, 40", "4, 0, 63, 176"})
    void memoryFollowsTheRangeOfDurations(int outcomes, double from, double to, int kibibytes) {
        FoldedCalls calls = new FoldedCalls();
        Random random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            long duration = (long) Math.pow(2, from + random.nextDouble() * (to - from));
            long items = outcomes == 4 && from == 0 ? duration : 8;
            calls.prepare(i % outcomes, duration, items);
            calls.add(i % outcomes, duration, items);
        }
        long bytes = GraphLayout.parseInstance(calls)
                .subtract(GraphLayout.parseInstance(Buckets.DURATIONS, Buckets.ITEMS))
                .totalSize();
        assertThat(bytes).isBetween(1024L, kibibytes * 1024L);
    }
}
