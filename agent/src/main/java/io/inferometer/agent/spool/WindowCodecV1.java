package io.inferometer.agent.spool;

import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.CustomMetric;
import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads windows as version 1 of the format had them: the version, then all components in their order, packed with a dictionary that was
 * the same for all, the resource {@code vocabulary-1}. Windows without a step were written before there were any.
 */
final class WindowCodecV1 {

    private static final int OUTCOMES = 4;

    private WindowCodecV1() {}

    private interface Item<T> {
        T read(ByteReader in) throws DamagedException;
    }

    static Window decode(ByteReader in) throws IOException {
        if (in.octet() != 1) {
            throw new DamagedException("another version than the segment's");
        }
        byte[] body = Packing.unpack(in, dictionary());
        try {
            return window(new ByteReader(body, 0, body.length));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException impossible) {
            throw new DamagedException(impossible.getMessage());
        }
    }

    private static byte[] dictionary() throws IOException {
        try (InputStream in = WindowCodecV1.class.getResourceAsStream("vocabulary-1")) {
            return in.readAllBytes();
        }
    }

    private static Window window(ByteReader in) throws DamagedException {
        Resource resource = new Resource(
                in.text(), in.text(), in.text(), in.text(), (int) in.signed(), in.text(), in.text(), in.signed());
        long number = in.signed();
        long start = in.signed();
        long end = start + in.signed();
        List<ModelStats> models = all(in, WindowCodecV1::model);
        List<Deployment> deployments = all(
                in,
                each -> new Deployment(
                        id(each), Deployment.Kind.values()[each.whole()], each.text(), each.signed(), each.signed()));
        List<CustomMetric> metrics =
                all(in, each -> new CustomMetric(each.text(), each.real(), each.signed(), each.signed()));
        AgentStats agent = new AgentStats(in.signed(), in.signed(), in.signed(), in.signed(), in.signed());
        HostStats host = host(in);
        long step = in.remaining() > 0 ? in.signed() : 0;
        return Window.of(resource, number, start, end)
                .models(models)
                .deployments(deployments)
                .customMetrics(metrics)
                .host(host)
                .agent(agent)
                .step(step)
                .build();
    }

    private static <T> List<T> all(ByteReader in, Item<T> item) throws DamagedException {
        List<T> all = new ArrayList<>();
        for (int count = in.count(); count > 0; count--) {
            in.take(512);
            all.add(item.read(in));
        }
        return all;
    }

    private static ModelId id(ByteReader in) throws DamagedException {
        return new ModelId(in.text(), in.text(), in.text());
    }

    private static ModelStats model(ByteReader in) throws DamagedException {
        ModelStats.Builder model = ModelStats.of(id(in));
        for (int outcome = 0; outcome < OUTCOMES; outcome++) {
            model.duration(Outcome.of(outcome), histogram(in));
        }
        model.inFlight(in.signed(), in.signed()).distribution(Measure.ITEMS, histogram(in));
        // Tokens read and produced, which this version never counted.
        in.signed();
        in.signed();
        return model.lastInference(in.signed())
                .lifecycle(new ModelStats.Lifecycle(in.signed(), in.signed(), histogram(in), in.signed()))
                .build();
    }

    private static ExponentialHistogram histogram(ByteReader in) throws DamagedException {
        return HistogramCodec.read(in).orElseThrow(() -> new DamagedException("an unknown unit"));
    }

    private static HostStats host(ByteReader in) throws DamagedException {
        List<MetricSample> samples = new ArrayList<>();
        for (MetricSample name : all(in, WindowCodecV1::name)) {
            samples.add(new MetricSample(name.name(), name.help(), name.kind(), name.labels(), in.real()));
        }
        return new HostStats(new HostUtilization(in.real(), in.real(), in.real(), in.real(), in.real()), samples);
    }

    private static MetricSample name(ByteReader in) throws DamagedException {
        String name = in.text();
        String help = in.text();
        MetricSample.Kind kind = MetricSample.Kind.values()[in.whole()];
        Map<String, String> labels = new LinkedHashMap<>();
        all(in, each -> labels.put(each.text(), each.text()));
        return new MetricSample(name, help, kind, Collections.unmodifiableMap(labels), 0);
    }
}
