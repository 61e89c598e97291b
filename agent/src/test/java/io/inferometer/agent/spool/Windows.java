package io.inferometer.agent.spool;

import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.CustomMetric;
import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.HostFigure;
import io.inferometer.exporter.api.HostRow;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.RequestLine;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.fixture.Given;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Windows for tests. */
final class Windows {

    /** When windows of tests begin, in milliseconds since 1970. */
    static final long START = 1_790_000_000_000L;

    static final long LENGTH = 10_000;

    private Windows() {}

    static Resource resource(String run) {
        return new Resource("search", "search-prod", "AllTraffic", "ip-10-0-3-17", 2, run, "0.1.0", START);
    }

    /** The smallest there is, ten seconds after the one before. */
    static Window small(String run, long number) {
        return window(run, number, List.of(), HostStats.NONE);
    }

    static Window window(String run, long number, List<ModelStats> models, HostStats host) {
        return Given.window(resource(run), number, START + number * LENGTH, models.toArray(ModelStats[]::new))
                .host(host)
                .build();
    }

    /** As a busy server cuts it: a hundred calls a second of each model, latencies spread log-normally around a few milliseconds. */
    static Window busy(Random random, long number, int models, HostStats host) {
        List<ModelStats> stats = new ArrayList<>();
        for (int model = 0; model < models; model++) {
            stats.add(model(
                    new ModelId("onnxruntime", "recommender-" + model, String.valueOf(model % 7)),
                    latencies(random, 1_000, 1e6 * (2 + model % 20), 0.35),
                    histogram(random, Unit.ITEMS, 1_000, 8, 0.5)));
        }
        return window("0f8fad5b-d9cb-469f-a165-70867728950e", number, stats, host);
    }

    static ModelStats model(ModelId id, ExponentialHistogram latency, ExponentialHistogram batches) {
        return ModelStats.of(id)
                .duration(Outcome.SUCCESS, latency)
                .distribution(Measure.ITEMS, batches)
                .inFlight(3, 4_000_000)
                .lastInference(START + 9_000)
                .lifecycle(Given.loads(1))
                .build();
    }

    private static ExponentialHistogram latencies(Random random, int calls, double median, double spread) {
        return histogram(random, Unit.NANOSECONDS, calls, median, spread);
    }

    static ExponentialHistogram histogram(Random random, Unit unit, int values, double median, double spread) {
        long sum = 0;
        long min = Long.MAX_VALUE;
        long max = 0;
        int[] indices = new int[values];
        int first = Integer.MAX_VALUE;
        int last = Integer.MIN_VALUE;
        for (int i = 0; i < values; i++) {
            long value = Math.max(1, Math.round(median * Math.exp(spread * random.nextGaussian())));
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
            indices[i] = (int) Math.ceil(64 * Math.log(unit.toBase((double) value)) / Math.log(2)) - 1;
            first = Math.min(first, indices[i]);
            last = Math.max(last, indices[i]);
        }
        long[] buckets = new long[last - first + 1];
        for (int index : indices) {
            buckets[index - first]++;
        }
        return new ExponentialHistogram(unit, 6, first, buckets, 0, sum, min, max);
    }

    /** Anything that a window can be. */
    static Window any(Random random) {
        Resource resource = new Resource(
                text(random),
                text(random),
                text(random),
                text(random),
                random.nextInt(),
                text(random),
                text(random),
                number(random));
        return Window.of(resource, number(random), number(random), number(random))
                .models(list(random, () -> anyModel(random)))
                .deployments(list(
                        random,
                        () -> new Deployment(
                                id(random),
                                Deployment.Kind.values()[random.nextInt(2)],
                                text(random),
                                number(random),
                                number(random))))
                .customMetrics(list(
                        random,
                        () -> new CustomMetric("m" + text(random), finite(random), number(random), number(random))))
                .async(
                        random.nextBoolean()
                                ? Optional.empty()
                                : Optional.of(Given.async(1 + random.nextInt(1_000_000))))
                .requestLines(list(random, () -> new RequestLine(number(random), text(random), text(random))))
                .host(new HostStats(
                        new HostUtilization(real(random), real(random), real(random), real(random), real(random)),
                        list(
                                random,
                                () -> new MetricSample(
                                        text(random),
                                        text(random),
                                        MetricSample.Kind.values()[random.nextInt(2)],
                                        random.nextBoolean() ? Map.of() : Map.of("a", text(random), "b", text(random)),
                                        finite(random)))))
                .hostRows(list(random, () -> anyRow(random)))
                .agent(new AgentStats(
                        number(random),
                        number(random),
                        number(random),
                        number(random),
                        number(random),
                        number(random),
                        number(random),
                        number(random)))
                .build();
    }

    private static HostRow anyRow(Random random) {
        Map<HostFigure, Double> figures = new EnumMap<>(HostFigure.class);
        for (HostFigure figure : HostFigure.values()) {
            if (random.nextBoolean()) {
                figures.put(figure, real(random));
            }
        }
        return new HostRow(number(random), figures);
    }

    private static ModelStats anyModel(Random random) {
        ModelStats.Builder model = ModelStats.of(id(random));
        for (Outcome outcome : Outcome.values()) {
            model.duration(outcome, anyHistogram(random, Unit.values()[random.nextInt(2)]));
        }
        for (Measure measure : Measure.values()) {
            if (measure.isNumber() && measure != Measure.DURATION) {
                model.distribution(measure, anyHistogram(random, measure.unit()));
            }
        }
        return model.inFlight(number(random), number(random))
                .lastInference(number(random))
                .lifecycle(new ModelStats.Lifecycle(
                        number(random), number(random), anyHistogram(random, Unit.NANOSECONDS), number(random)))
                .build();
    }

    private static ExponentialHistogram anyHistogram(Random random, Unit unit) {
        long[] buckets = new long[random.nextInt(3) == 0 ? 0 : random.nextInt(200)];
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = random.nextInt(4) == 0 ? Math.abs(number(random)) : 0;
        }
        return new ExponentialHistogram(
                unit,
                random.nextInt(31) - 10,
                random.nextInt(4_000) - 2_000,
                buckets,
                random.nextInt(3),
                number(random),
                number(random),
                number(random));
    }

    private static ModelId id(Random random) {
        return new ModelId(text(random), "m" + text(random), text(random));
    }

    private static <T> List<T> list(Random random, java.util.function.Supplier<T> item) {
        List<T> list = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            list.add(item.get());
        }
        return list;
    }

    /** Any characters, halves of pairs among them. */
    private static String text(Random random) {
        char[] text = new char[random.nextInt(12)];
        for (int i = 0; i < text.length; i++) {
            text[i] = (char) random.nextInt(1 << (random.nextBoolean() ? 7 : 16));
        }
        return new String(text);
    }

    private static long number(Random random) {
        return random.nextLong() >> random.nextInt(64);
    }

    private static double real(Random random) {
        return random.nextInt(3) == 0 ? Double.NaN : finite(random);
    }

    private static double finite(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> -0.0;
            case 1 -> number(random) >> 12;
            case 2 -> random.nextGaussian();
            default -> Double.MAX_VALUE;
        };
    }
}
