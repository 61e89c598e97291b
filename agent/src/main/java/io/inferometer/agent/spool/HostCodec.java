package io.inferometer.agent.spool;

import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.MetricSample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The machine's figures as bytes. All names come before all values: names are the same in each window, and then pack well. */
final class HostCodec {

    private HostCodec() {}

    static void write(ByteWriter out, HostStats host) {
        out.number(host.samples().size());
        host.samples().forEach(sample -> writeName(out, sample));
        host.samples().forEach(sample -> out.real(sample.value()));
        HostUtilization use = host.utilization();
        out.real(use.cpuPercent());
        out.real(use.memoryPercent());
        out.real(use.diskPercent());
        out.real(use.gpuPercent());
        out.real(use.gpuMemoryPercent());
    }

    static void writeName(ByteWriter out, MetricSample sample) {
        out.text(sample.name());
        out.text(sample.help());
        out.number(sample.kind().ordinal());
        out.number(sample.labels().size());
        sample.labels().forEach((name, value) -> {
            out.text(name);
            out.text(value);
        });
    }

    static HostStats read(ByteReader in) throws DamagedException {
        List<MetricSample> names = new ArrayList<>();
        for (int count = in.count(); count > 0; count--) {
            names.add(readName(in));
        }
        List<MetricSample> samples = new ArrayList<>();
        for (MetricSample name : names) {
            samples.add(new MetricSample(name.name(), name.help(), name.kind(), name.labels(), in.real()));
        }
        return new HostStats(new HostUtilization(in.real(), in.real(), in.real(), in.real(), in.real()), samples);
    }

    private static MetricSample readName(ByteReader in) throws DamagedException {
        String name = in.text();
        String help = in.text();
        int kind = in.whole();
        if (kind < 0 || kind >= MetricSample.Kind.values().length) {
            throw new DamagedException("an unknown kind of sample");
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (int count = in.count(); count > 0; count--) {
            labels.put(in.text(), in.text());
        }
        return new MetricSample(name, help, MetricSample.Kind.values()[kind], Collections.unmodifiableMap(labels), 0);
    }
}
