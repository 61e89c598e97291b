package io.inferometer.agent.aggregate;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import java.util.Arrays;

/** What happened to one model in some span of time, at rest. Immutable. */
final class PackedSlice {

    static final PackedSlice EMPTY = new PackedSlice(empty());

    /** As {@link Slice} numbers them. */
    private final PackedHistogram[] parts;

    /** @param parts kept, not copied */
    PackedSlice(PackedHistogram[] parts) {
        this.parts = parts;
    }

    private static PackedHistogram[] empty() {
        PackedHistogram[] parts = new PackedHistogram[Slice.PARTS];
        Arrays.fill(parts, PackedHistogram.EMPTY);
        return parts;
    }

    /** What happened in both spans. */
    PackedSlice plus(PackedSlice other) {
        PackedHistogram[] both = new PackedHistogram[parts.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = parts[i].plus(other.parts[i]);
        }
        return new PackedSlice(both);
    }

    /** As {@link ModelSeries#reach} has it. */
    long reach(boolean histograms) {
        long read = parts.length;
        for (int outcome = 0; histograms && outcome < Slice.OUTCOMES; outcome++) {
            read += parts[outcome].reach();
        }
        return read;
    }

    PackedHistogram part(int part) {
        return parts[part];
    }

    /** How much memory it takes, about. */
    int bytes() {
        int bytes = 0;
        for (PackedHistogram part : parts) {
            bytes += part.bytes();
        }
        return bytes;
    }

    /** Marks the parts that are not empty. */
    void addPartsTo(boolean[] used) {
        for (int part = 0; part < used.length; part++) {
            used[part] |= !parts[part].isEmpty();
        }
    }

    /** The same, with what is no difference: gauges, and the time of the latest call. */
    ModelStats toStats(ModelId id, long inFlight, long oldestNanos, long lastInferenceMillis, long loaded) {
        ModelStats.Builder stats = ModelStats.of(id);
        for (int outcome = 0; outcome < Slice.OUTCOMES; outcome++) {
            stats.duration(Outcome.of(outcome), parts[outcome].toHistogram(Unit.NANOSECONDS));
        }
        ExponentialHistogram loads = parts[Slice.LOADS].toHistogram(Unit.NANOSECONDS);
        ExponentialHistogram failed = parts[Slice.FAILED_LOADS].toHistogram(Unit.NANOSECONDS);
        for (int part = Slice.ITEMS; part < Slice.LOADS; part++) {
            Measure measure = Slice.measureOf(part);
            stats.distribution(measure, parts[part].toHistogram(measure.unit()));
        }
        return stats.inFlight(inFlight, oldestNanos)
                .lastInference(lastInferenceMillis)
                .lifecycle(new ModelStats.Lifecycle(loads.count(), failed.count(), loads.merge(failed), loaded))
                .build();
    }
}
