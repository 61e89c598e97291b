package io.inferometer.sample.async.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FateTest {

    @Test
    void faultsAreAsManyAsWantedAndOfEachKind() {
        Map<Fate, Integer> counts = new EnumMap<>(Fate.class);
        IntStream.range(0, 6_000).forEach(number -> counts.merge(Fate.of(number, 10), 1, Integer::sum));
        assertThat(counts).containsEntry(Fate.SUCCESS, 5_400).hasSize(7);
        counts.remove(Fate.SUCCESS);
        assertThat(counts.values()).containsOnly(100);
        assertThat(IntStream.range(0, 100).mapToObj(number -> Fate.of(number, 0)))
                .containsOnly(Fate.SUCCESS);
        assertThat(IntStream.range(0, 100).mapToObj(number -> Fate.of(number, 100)))
                .doesNotContain(Fate.SUCCESS);
    }
}
