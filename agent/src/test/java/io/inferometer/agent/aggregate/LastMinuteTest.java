package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastMinuteTest {

    private static final ModelId ID = new ModelId("library", "model", "");

    private static PackedSlice slice(Random random, int calls, int octaves, long stamp) {
        Slice slice = new Slice();
        slice.part(0).add(stamp);
        for (int i = 1; i < calls; i++) {
            slice.part(0).add(1_000_000L + (long) Math.pow(2, 20 + random.nextDouble() * octaves));
        }
        return slice.packed();
    }

    /** The first call of each slice lasts as many nanoseconds as the number of its slot: the oldest there tells the span. */
    @ParameterizedTest
    @CsvSource({"10, 1, 1", "500, 3, 1", "4000, 6, 2", "20000, 30, 4"})
    void itCoversAMinuteAndAtMostOneStepMore(int calls, int octaves, int longestStep) {
        Random random = new Random(7);
        LastMinute minute = new LastMinute();
        int longest = 0;
        for (int slot = 1; slot <= 60; slot++) {
            minute.forgetUntil(slot);
            minute.add(slot, slice(random, calls, octaves, slot));
            ModelStats sum = minute.sum().toStats(ID, 0, 0, 0, 0);
            int covered = slot - (int) sum.latency().min() + 1;
            assertThat(sum.invocations()).isEqualTo((long) covered * calls);
            if (slot >= 12) {
                assertThat(covered).isBetween(12, 12 + longestStep - 1);
                longest = Math.max(longest, covered - 11);
            }
        }
        assertThat(longest).as("step, in slots").isEqualTo(longestStep);
    }
}
