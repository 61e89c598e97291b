package io.inferometer.exporter.statsd;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterProvider;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.fixture.Given;
import io.inferometer.receiver.statsd.ReceivedStatsd;
import io.inferometer.receiver.statsd.StatsdSeries;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StatsdExporterTest {

    private static final Resource RUN = Given.resource("run");

    private Statsd statsd;
    private Exporter exporter;

    @BeforeEach
    void start() throws IOException {
        statsd = new Statsd();
        exporter = statsd.exporter();
    }

    @AfterEach
    void stop() {
        statsd.close();
    }

    /** Whatever the distribution, a receiver comes to the same counts and sums, and to as many values. */
    @Test
    void whatIsReceivedIsWhatWasMeasured() {
        Random random = new Random(7);
        long[] calls = new long[Outcome.count()];
        long[] nanos = new long[Outcome.count()];
        for (int number = 1; number <= 5; number++) {
            List<ModelStats> models = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                ModelStats.Builder model = ModelStats.of(new ModelId("onnxruntime", "model-" + i, "v" + number));
                for (Outcome outcome : Outcome.values()) {
                    long[] values = random.longs(random.nextInt(60), 0, 1L << random.nextInt(1, 40))
                            .toArray();
                    ExponentialHistogram histogram = Given.nanos(values);
                    model.duration(outcome, histogram);
                    calls[outcome.ordinal()] += histogram.count();
                    nanos[outcome.ordinal()] += histogram.sum();
                }
                models.add(model.build());
            }
            Window window = Given.window(RUN, number, number * 10_000L, models.toArray(new ModelStats[0]))
                    .build();
            assertThat(exporter.export(window)).isEqualTo(Delivery.delivered());
        }

        ReceivedStatsd received = statsd.settled();
        assertThat(received.brokenLines()).isZero();
        assertThat(received.longest()).isBetween(1000, Transmission.LONGEST);
        for (Outcome outcome : Outcome.values()) {
            assertThat(received.sum(Statsd.COUNT, one -> isOf(one, outcome)))
                    .isEqualByComparingTo(BigDecimal.valueOf(calls[outcome.ordinal()]));
            assertThat(received.sum(Statsd.SUM, one -> isOf(one, outcome)))
                    .isEqualByComparingTo(BigDecimal.valueOf(nanos[outcome.ordinal()], 9));
            assertThat(Statsd.series(received, Statsd.DISTRIBUTION, one -> isOf(one, outcome)).stream()
                            .mapToLong(StatsdSeries::values)
                            .sum())
                    .isEqualTo(calls[outcome.ordinal()]);
        }
    }

    private static boolean isOf(StatsdSeries series, Outcome outcome) {
        return outcome.label().equals(series.tags().get("outcome"));
    }

    /** The protocol has no time: what was in flight an hour ago must not be shown as now. */
    @Test
    void gaugesAreThoseOfTheNewestWindowOfThisRun() {
        assertThat(exporter.export(inFlight(RUN, 2, 2))).isEqualTo(Delivery.delivered());
        assertThat(exporter.export(inFlight(RUN, 1, 1))).isEqualTo(Delivery.nothing());
        assertThat(exporter.export(inFlight(Given.resource("earlier"), 9, 9))).isEqualTo(Delivery.nothing());
        assertThat(Statsd.series(statsd.awaitDatagrams(1), "inferometer.inferences_in_flight", one -> true))
                .singleElement()
                .satisfies(gauge -> {
                    assertThat(gauge.last()).isEqualByComparingTo("2");
                    assertThat(gauge.type()).isEqualTo("g");
                });
        exporter.export(inFlight(RUN, 3, 3));
        assertThat(Statsd.series(statsd.awaitDatagrams(2), "inferometer.inferences_in_flight", one -> true))
                .extracting(StatsdSeries::last)
                .containsExactly(BigDecimal.valueOf(3));
    }

    private static Window inFlight(Resource run, long number, long calls) {
        ModelStats model = ModelStats.of(new ModelId("djl", "m", ""))
                .inFlight(calls, 1_500_000_000)
                .build();
        return Given.window(run, number, number * 10_000, model).build();
    }

    @Test
    void aLateWindowStillCounts() {
        ModelStats model = Given.model(new ModelId("djl", "m", ""), 5, 6).build();
        exporter.export(Given.window(RUN, 2, 20_000, model).build());
        exporter.export(Given.window(RUN, 1, 10_000, model).build());
        exporter.export(Given.window(Given.resource("earlier"), 1, 1_000, model).build());
        assertThat(statsd.settled().sum(Statsd.COUNT, one -> true)).isEqualByComparingTo("6");
    }

    @Test
    void aWindowWithoutModelsIsNothing() {
        assertThat(exporter.export(Given.window(RUN, 1, 10_000).build())).isEqualTo(Delivery.nothing());
        assertThat(statsd.settled().datagrams()).isZero();
    }

    @Test
    void itIsFoundByItsName() {
        assertThat(ServiceLoader.load(ExporterProvider.class))
                .extracting(ExporterProvider::name)
                .containsExactly("statsd");
    }
}
