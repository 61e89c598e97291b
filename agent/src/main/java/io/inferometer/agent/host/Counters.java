package io.inferometer.agent.host;

import io.inferometer.exporter.metric.SampleMetric;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counters of all looks. Kernels set some back a little, and interfaces and processes that end take theirs along: what is shown
 * holds then, and goes on from there. Bounded by the catalogue and its labels. Used by one thread.
 */
final class Counters {

    private final Map<SampleMetric, Map<String, CounterGrowth>> growths = new EnumMap<>(SampleMetric.class);
    private final Map<String, Double> failed = new TreeMap<>();
    private double setBack;

    /** Returns what is shown of a counter of which the source told this value. */
    double next(SampleMetric metric, String label, double value) {
        CounterGrowth growth = growths.computeIfAbsent(metric, any -> new HashMap<>())
                .computeIfAbsent(label, any -> new CounterGrowth());
        if (growth.isAbove(value)) {
            setBack++;
        }
        return growth.next(value);
    }

    /** From now on the counter has another source, whose past is not its own. */
    void rebase(SampleMetric metric) {
        growths.getOrDefault(metric, Map.of()).values().forEach(CounterGrowth::rebase);
    }

    /** Counts what a source should have told and did not. */
    void failed(String source, int times) {
        failed.merge(source, (double) times, Double::sum);
    }

    /** What was not told, by source. */
    Map<String, Double> failed() {
        return failed;
    }

    /** How often a source stepped back. */
    double setBack() {
        return setBack;
    }
}
