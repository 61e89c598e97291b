package io.inferometer.agent.http;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.fixture.Given;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

/** One model whose calls take log-normally distributed times. */
final class FakeModel {

    private static final int SCALE = 6;

    private final ModelId id;
    private final double rate;
    private final double medianMicros;
    private final double spread;
    private final Deque<ModelStats> lastMinute = new ArrayDeque<>();
    private boolean hanging;
    private boolean quiet;
    private ModelStats total;

    FakeModel(String library, String name, String version, double rate, double medianMicros, double spread) {
        this.id = new ModelId(library, name, version);
        this.rate = rate;
        this.medianMicros = medianMicros;
        this.spread = spread;
        this.total = stats(List.of(none(), none(), none(), none()), 0, 0, 0, Given.items());
    }

    /** One of its calls never ends. */
    FakeModel hanging() {
        hanging = true;
        return this;
    }

    /** It is called in the first seconds only. */
    FakeModel quiet() {
        quiet = true;
        return this;
    }

    ModelStats total() {
        return total;
    }

    Optional<ModelStats> recent() {
        return lastMinute.stream().reduce(ModelStats::then).filter(model -> model.invocations() > 0);
    }

    void tick(long second, long millis, Random random) {
        double wave = 1 + 0.3 * Math.sin(second / 17.0 + rate) + 0.1 * random.nextGaussian();
        double slow = second % 40 > 34 ? 2.5 : 1;
        double wanted = quiet ? (second < 5 ? 2 : 0) : rate * wave;
        long calls = (long) wanted + (random.nextDouble() < wanted % 1 ? 1 : 0);
        List<List<Long>> values = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (long i = 0; i < calls; i++) {
            double tail = random.nextInt(200) == 0 ? 8 : 1;
            long nanos = (long) (medianMicros * slow * tail * Math.exp(spread * random.nextGaussian()) * 1000);
            values.get(outcome(second, random).ordinal()).add(Math.max(100, nanos));
        }
        long inFlight = hanging ? 2 : Math.round(wanted * medianMicros / 1e6 + random.nextDouble() * 0.6);
        long oldest = hanging ? second * 1_000_000_000L : (long) (inFlight * medianMicros * 1000);
        boolean batched = id.library().equals("onnxruntime");
        ModelStats delta = stats(
                values.stream().map(FakeModel::histogram).toList(),
                inFlight,
                oldest,
                calls > 0 ? millis : 0,
                batched ? items(calls) : Given.items());
        total = total.then(delta);
        lastMinute.add(delta);
        if (lastMinute.size() > 60) {
            lastMinute.remove();
        }
    }

    private Outcome outcome(long second, Random random) {
        int draw = random.nextInt(10_000);
        if (id.name().equals("resnet50") && second % 50 > 40) {
            return draw < 3000 ? Outcome.SERVER_ERROR : Outcome.SUCCESS;
        }
        return draw < 12 ? Outcome.CLIENT_ERROR : draw < 14 ? Outcome.CANCELLED : Outcome.SUCCESS;
    }

    private ModelStats stats(
            List<ExponentialHistogram> durations, long inFlight, long oldest, long millis, ExponentialHistogram batch) {
        boolean embeds = id.name().contains("minilm");
        long calls = durations.stream().mapToLong(ExponentialHistogram::count).sum();
        boolean first = total == null;
        ModelStats.Builder stats = ModelStats.of(id)
                .distribution(Measure.ITEMS, batch)
                .distribution(
                        Measure.INPUT_TOKENS,
                        Given.items(LongStream.generate(() -> 87)
                                .limit(embeds ? calls : 0)
                                .toArray()))
                .inFlight(inFlight, oldest)
                .lastInference(millis)
                .lifecycle(first ? Given.loads(1, 834_000_000) : Given.loads(1));
        for (Outcome outcome : Outcome.values()) {
            stats.duration(outcome, durations.get(outcome.ordinal()));
        }
        return stats.build();
    }

    private static ExponentialHistogram items(long calls) {
        long[] buckets = new long[5 << SCALE];
        buckets[(5 << SCALE) - 1] = calls;
        return new ExponentialHistogram(Unit.ITEMS, SCALE, 0, buckets, 0, calls * 32, 32, 32);
    }

    private static ExponentialHistogram none() {
        return ExponentialHistogram.empty(Unit.NANOSECONDS, SCALE);
    }

    /** Each value in its bucket, by the definition of the bucket. */
    static ExponentialHistogram histogram(List<Long> nanos) {
        int first = -30 << SCALE;
        long[] buckets = new long[40 << SCALE];
        for (long value : nanos) {
            int index = (int) Math.ceil(Math.log(value / 1e9) / Math.log(2) * (1 << SCALE) - 1e-9) - 1;
            buckets[index - first]++;
        }
        return new ExponentialHistogram(
                Unit.NANOSECONDS,
                SCALE,
                first,
                buckets,
                0,
                nanos.stream().mapToLong(Long::longValue).sum(),
                nanos.stream().mapToLong(Long::longValue).min().orElse(0),
                nanos.stream().mapToLong(Long::longValue).max().orElse(0));
    }
}
