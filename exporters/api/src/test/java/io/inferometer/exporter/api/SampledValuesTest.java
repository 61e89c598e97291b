package io.inferometer.exporter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SampledValuesTest {

    @Test
    void eachDistinctValueIsKeptWithItsCount() {
        SampledValues values = SampledValues.NONE.and(2).and(1).and(2).and(3, 4);
        assertThat(values.size()).isEqualTo(3);
        assertThat(values.value(0)).isEqualTo(1);
        assertThat(values.count(1)).isEqualTo(2);
        assertThat(values.count(2)).isEqualTo(4);
        assertThat(SampledValues.NONE
                        .and(3, 4)
                        .and(2)
                        .then(SampledValues.NONE.and(1).and(2)))
                .isEqualTo(values)
                .hasSameHashCodeAs(values);
    }

    @Test
    void tooManyAreMadeFewerAndKeepCountSumMinimumAndMaximum() {
        Random random = new Random(4);
        SampledValues values = SampledValues.NONE;
        double sum = 0;
        double min = Double.MAX_VALUE;
        double max = 0;
        for (int i = 0; i < 5_000; i++) {
            double value = random.nextDouble() * 1_000;
            values = values.and(value);
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        assertThat(values.size()).isEqualTo(SampledValues.MAX_VALUES);
        long count = 0;
        double kept = 0;
        for (int i = 0; i < values.size(); i++) {
            count += values.count(i);
            kept += values.value(i) * values.count(i);
            assertThat(i == 0 || values.value(i) > values.value(i - 1)).isTrue();
        }
        assertThat(count).isEqualTo(5_000);
        assertThat(kept).isEqualTo(sum, within(sum * 1e-9));
        assertThat(values.value(0)).isEqualTo(min);
        assertThat(values.value(values.size() - 1)).isEqualTo(max);
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SampledValues.NONE.and(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> SampledValues.NONE.and(1, 0));
    }
}
