package io.inferometer.exporter.prometheus;

import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Snapshot;
import io.inferometer.exporter.api.Switches;
import io.inferometer.exporter.metric.AgentAt;
import io.inferometer.exporter.metric.AgentMetric;
import io.inferometer.exporter.metric.AsyncAt;
import io.inferometer.exporter.metric.AsyncMetric;
import io.inferometer.exporter.metric.ExporterMetric;
import io.inferometer.exporter.metric.LibraryAt;
import io.inferometer.exporter.metric.LibraryMetric;
import io.inferometer.exporter.metric.ModelAt;
import io.inferometer.exporter.metric.ModelAt.State;
import io.inferometer.exporter.metric.ModelMetric;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text of one snapshot, written as its reader takes it: at no time is there more of it than a histogram's lines. One thread
 * only.
 */
public final class Exposition {

    /** So many bytes are written at once, if there are. */
    private static final int AT_ONCE = 4 * 1024;

    private final Lines lines;
    private final List<Walk<?>> walks = new ArrayList<>();
    private final HostFamilies host;
    private int walk;
    private boolean ended;

    Exposition(ExpositionFormat format, Snapshot snapshot) {
        this.lines = new Lines(format);
        Labels labels = new Labels();
        Switches switches = snapshot.switches();
        List<ModelAt> models = new ArrayList<>(snapshot.models().size());
        List<byte[]> modelLabels = new ArrayList<>(snapshot.models().size());
        for (ModelStats model : snapshot.models()) {
            models.add(new ModelAt(model, snapshot.atMillis(), State.of(switches.isEnabled(model.id()))));
            modelLabels.add(labels.of(model.id()));
        }
        List<AgentAt> agent = List.of(new AgentAt(snapshot.agent(), State.of(switches.agent())));
        List<byte[]> none = List.of(Labels.NONE);
        walks.add(new Walk<>(EnumSet.complementOf(EnumSet.of(ModelMetric.ENABLED)), models, modelLabels));
        walks.add(new Walk<>(EnumSet.of(AgentMetric.ENABLED), agent, none));
        walks.add(libraries(switches, labels));
        walks.add(new Walk<>(EnumSet.of(ModelMetric.ENABLED), models, modelLabels));
        walks.add(new Walk<>(EnumSet.complementOf(EnumSet.of(AgentMetric.ENABLED)), agent, none));
        walks.add(exporters(snapshot.exporters(), labels));
        snapshot.async().ifPresent(stats -> walks.add(queued(stats, snapshot.resource(), labels)));
        List<MetricSample> samples = new ArrayList<>(snapshot.engines());
        samples.addAll(snapshot.host().samples());
        host = new HostFamilies(samples, labels);
    }

    private static Walk<LibraryAt> libraries(Switches switches, Labels labels) {
        List<LibraryAt> libraries = new ArrayList<>();
        List<byte[]> names = new ArrayList<>();
        for (Map.Entry<String, Boolean> library : switches.libraries().entrySet()) {
            libraries.add(new LibraryAt(library.getKey(), State.of(library.getValue())));
            names.add(labels.of("library", library.getKey()));
        }
        return new Walk<>(EnumSet.allOf(LibraryMetric.class), libraries, names);
    }

    private static Walk<AsyncAt> queued(AsyncStats stats, Resource resource, Labels labels) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("endpoint", resource.endpointName());
        names.put("variant", resource.variantName());
        return new Walk<>(
                EnumSet.allOf(AsyncMetric.class),
                List.of(new AsyncAt(stats, resource.instanceCount())),
                List.of(labels.of(names)));
    }

    private static Walk<ExporterStats> exporters(List<ExporterStats> exporters, Labels labels) {
        List<byte[]> names = new ArrayList<>();
        for (ExporterStats exporter : exporters) {
            names.add(labels.of("exporter", exporter.name()));
        }
        return new Walk<>(EnumSet.allOf(ExporterMetric.class), exporters, names);
    }

    /**
     * Puts what comes next into a buffer until that is full or nothing is left. The text is UTF-8.
     *
     * @return whether there may be more
     */
    public boolean writeTo(ByteBuffer out) {
        while (lines.drainTo(out)) {
            if (ended) {
                return false;
            }
            while (!ended && lines.length() < AT_ONCE) {
                if (!writeNext()) {
                    lines.end();
                    ended = true;
                }
            }
        }
        return true;
    }

    private boolean writeNext() {
        while (walk < walks.size()) {
            if (walks.get(walk).writeNext(lines)) {
                return true;
            }
            walk++;
        }
        return host.writeNext(lines);
    }
}
