package io.inferometer.exporter.prometheus;

import io.inferometer.exporter.api.MetricSample;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The families that come as samples, of the machine and of the agent beside its books, being written. One thread only. */
final class HostFamilies {

    private final Iterator<Map<Map<String, String>, MetricSample>> families;
    private final Labels labels;

    /** Groups by name, for a family's samples must be adjoining; of two with the same labels the later counts. */
    HostFamilies(List<MetricSample> all, Labels labels) {
        Map<String, Map<Map<String, String>, MetricSample>> byName = new LinkedHashMap<>();
        for (MetricSample sample : all) {
            byName.computeIfAbsent(sample.name(), name -> new LinkedHashMap<>()).put(sample.labels(), sample);
        }
        this.families = byName.values().iterator();
        this.labels = labels;
    }

    /**
     * Writes the next family, unless there was one of that name.
     *
     * @return false, and nothing is written, if there is none
     */
    boolean writeNext(Lines lines) {
        if (!families.hasNext()) {
            return false;
        }
        Map<Map<String, String>, MetricSample> family = families.next();
        if (lines.family(Family.of(family.values().iterator().next()))) {
            for (MetricSample sample : family.values()) {
                lines.sample(labels.of(sample.labels()), sample.value());
            }
        }
        return true;
    }
}
