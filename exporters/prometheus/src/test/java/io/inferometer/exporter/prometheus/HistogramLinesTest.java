package io.inferometer.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.fixture.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of histograms, byte for byte those that are put together one by one. */
class HistogramLinesTest {

    private static final String DURATIONS = "inferometer_inference_duration_seconds";
    private static final String ITEMS = "inferometer_batch_size";

    private final List<String> expected = new ArrayList<>();

    private static ExponentialHistogram random(Random random, int scale) {
        long[] nanos = random.longs(random.nextInt(60))
                .map(value -> random.nextInt(9) == 0 ? 0 : value >>> (30 + random.nextInt(33)))
                .toArray();
        ExponentialHistogram once = Given.nanos(nanos).downscale(scale);
        ExponentialHistogram many = once;
        for (int i = random.nextInt(20); i > 0; i--) {
            many = many.merge(many);
        }
        return many;
    }

    private void expect(String name, String labels, ExponentialHistogram values, int first, int last) {
        for (int exponent = first; exponent <= last && !values.isEmpty(); exponent++) {
            String bound = Numbers.text(Math.scalb(1.0, exponent));
            expected.add(name + "_bucket{" + labels + ",le=\"" + bound + "\"} " + values.countUpToPowerOfTwo(exponent));
        }
        expected.add(name + "_bucket{" + labels + ",le=\"+Inf\"} " + values.count());
        expected.add(name + "_sum{" + labels + "} " + Numbers.text(values.unit().toBase((double) values.sum())));
        expected.add(name + "_count{" + labels + "} " + values.count());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void areThoseOfEachDistribution(long seed) {
        Random random = new Random(seed);
        List<ModelStats> models = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ModelStats.Builder model =
                    ModelStats.of(new ModelId("djl", "é" + i, "\"" + i)).inFlight(1, 5);
            String labels = "model=\"é" + i + "\",version=\"\\\"" + i + "\",library=\"djl\"";
            for (Outcome outcome : Outcome.values()) {
                ExponentialHistogram durations = random(random, new int[] {6, 3, 0}[random.nextInt(3)]);
                model.duration(outcome, durations);
                expect(DURATIONS, labels + ",outcome=\"" + outcome.label() + "\"", durations, -20, 6);
            }
            models.add(model.build());
        }
        for (int i = 0; i < 20; i++) {
            long[] sizes = random.longs(1 + random.nextInt(30), 0, 1L << random.nextInt(1, 14))
                    .toArray();
            ExponentialHistogram items = Given.items(sizes);
            models.set(
                    i,
                    models.get(i).toBuilder().distribution(Measure.ITEMS, items).build());
            expect(ITEMS, "model=\"é" + i + "\",version=\"\\\"" + i + "\",library=\"djl\"", items, 0, 10);
        }

        String text = Fixtures.text(new PrometheusText(), Fixtures.snapshot(models, List.of(), List.of()));

        assertThat(text.lines().filter(line -> line.startsWith(DURATIONS + "_") || line.startsWith(ITEMS + "_")))
                .containsExactlyElementsOf(expected);
    }
}
