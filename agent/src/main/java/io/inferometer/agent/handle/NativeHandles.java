package io.inferometer.agent.handle;

import io.inferometer.agent.reader.Reader;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.metric.SampleMetric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Native objects by library and kind. A closed object does not tell whose call created it, and no reference to it is kept: the
 * label {@code model} is empty. Thread-safe.
 */
public final class NativeHandles {

    private static final class Kind {
        private final String library;
        private final String name;
        private final HandleCount count = new HandleCount();

        /** Guarded by the map of all kinds. */
        private final OpenMinimum minimum = new OpenMinimum();

        Kind(String library, String name) {
            this.library = library;
            this.name = name;
        }
    }

    private final Map<String, Kind> kinds = new TreeMap<>();

    /** The site of a constructor. */
    public HandleSite opening(String library, String kind, SiteErrors errors) {
        return new HandleSite(count(library, kind), null, true, errors);
    }

    /**
     * The site of a method that closes.
     *
     * @param state tells whether an object is open
     * @param isOpenIf what it tells then
     */
    public HandleSite closing(String library, String kind, Reader state, boolean isOpenIf, SiteErrors errors) {
        return new HandleSite(count(library, kind), state, isOpenIf, errors);
    }

    private HandleCount count(String library, String name) {
        synchronized (kinds) {
            String key = library.concat(" ").concat(name);
            Kind kind = kinds.get(key);
            if (kind == null) {
                kind = new Kind(library, name);
                kinds.put(key, kind);
            }
            return kind.count;
        }
    }

    /** Looks at what is open. Called once a second. */
    public void look(long nowNanos) {
        synchronized (kinds) {
            for (Kind kind : kinds.values()) {
                kind.minimum.see(nowNanos, kind.count.openNow());
            }
        }
    }

    /** The metrics of all kinds; of one whose closing cannot be told, the opened ones alone. */
    public List<MetricSample> samples(long nowNanos) {
        List<MetricSample> samples = new ArrayList<>();
        synchronized (kinds) {
            for (Kind kind : kinds.values()) {
                Map<String, String> labels = new LinkedHashMap<>();
                labels.put("library", kind.library);
                labels.put("model", "");
                labels.put("kind", kind.name);
                samples.add(SampleMetric.NATIVE_HANDLES_OPENED.sample((double) kind.count.opened(), labels));
                if (!kind.count.isUnknown()) {
                    long open = kind.count.openNow();
                    kind.minimum.see(nowNanos, open);
                    samples.add(SampleMetric.NATIVE_HANDLES_OPEN.sample((double) open, labels));
                    samples.add(SampleMetric.NATIVE_HANDLES_OPEN_MINIMUM.sample((double) kind.minimum.least(), labels));
                    samples.add(SampleMetric.NATIVE_HANDLES_LEAKED.sample((double) kind.minimum.leaked(), labels));
                }
            }
        }
        return samples;
    }
}
