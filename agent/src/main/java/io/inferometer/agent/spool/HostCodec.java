package io.inferometer.agent.spool;

import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.MetricSample;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The host's figures as a section. All names come before all values: names are the same in each window, and then pack well. */
final class HostCodec {

    private static final int NAMES = 1;
    private static final int VALUES = 2;
    private static final int UTILIZATION = 3;

    private static final int NAME = 1;
    private static final int HELP = 2;
    private static final int KIND = 3;
    private static final int LABELS = 4;

    private HostCodec() {}

    static void write(MessageWriter out, HostStats host) {
        out.messages(NAMES, host.samples(), HostCodec::writeName);
        out.content(VALUES, values -> host.samples().forEach(sample -> values.real(sample.value())));
        HostUtilization use = host.utilization();
        out.content(UTILIZATION, values -> {
            values.real(use.cpuPercent());
            values.real(use.memoryPercent());
            values.real(use.diskPercent());
            values.real(use.gpuPercent());
            values.real(use.gpuMemoryPercent());
        });
    }

    /** The names as they are in a window. */
    static byte[] names(List<MetricSample> samples) {
        MessageWriter out = new MessageWriter();
        out.messages(NAMES, samples, HostCodec::writeName);
        return out.toBytes();
    }

    private static void writeName(MessageWriter out, MetricSample sample) {
        out.text(NAME, sample.name());
        out.text(HELP, sample.help());
        out.number(KIND, sample.kind().ordinal());
        if (!sample.labels().isEmpty()) {
            out.content(
                    LABELS,
                    labels -> sample.labels().forEach((name, value) -> {
                        labels.text(name);
                        labels.text(value);
                    }));
        }
    }

    static HostStats read(Message in) throws DamagedException {
        Optional<ByteReader> values = in.content(VALUES);
        Optional<ByteReader> use = in.content(UTILIZATION);
        if (values.isEmpty() || use.isEmpty()) {
            return HostStats.NONE;
        }
        List<MetricSample> samples =
                in.messages(NAMES, name -> readSample(name, values.get().real()));
        ByteReader percents = use.get();
        return new HostStats(
                new HostUtilization(
                        percents.real(), percents.real(), percents.real(), percents.real(), percents.real()),
                samples);
    }

    private static Optional<MetricSample> readSample(Message in, double value) throws DamagedException {
        long kind = in.number(KIND);
        if (kind < 0 || kind >= MetricSample.Kind.values().length) {
            return Optional.empty();
        }
        Optional<ByteReader> labels = in.content(LABELS);
        return Optional.of(new MetricSample(
                in.text(NAME),
                in.text(HELP),
                MetricSample.Kind.values()[(int) kind],
                labels.isPresent() ? readLabels(labels.get()) : Map.of(),
                value));
    }

    private static Map<String, String> readLabels(ByteReader in) throws DamagedException {
        Map<String, String> labels = new LinkedHashMap<>();
        while (in.remaining() > 0) {
            labels.put(in.text(), in.text());
        }
        return Collections.unmodifiableMap(labels);
    }
}
