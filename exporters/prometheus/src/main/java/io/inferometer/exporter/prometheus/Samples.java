package io.inferometer.exporter.prometheus;

import io.inferometer.exporter.api.ExponentialHistogram;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Writes the lines of one family after the other. Used by one thread. */
final class Samples {

    private final ExpositionFormat format;
    private final StringBuilder out;
    private final Set<String> families = new HashSet<>();
    private final Map<Integer, String> bounds = new HashMap<>();
    private String name = "";

    Samples(ExpositionFormat format, StringBuilder out) {
        this.format = format;
        this.out = out;
    }

    /**
     * Begins a family; the samples that follow belong to it.
     *
     * @return false, and nothing is written, when one of that name was there before: both formats forbid a second
     */
    boolean family(Family family) {
        if (!families.add(family.name())) {
            return false;
        }
        name = family.sampleName();
        format.describe(out, family);
        return true;
    }

    void sample(Labels labels, long value) {
        line("", labels.text(), Long.toString(value));
    }

    void sample(Labels labels, double value) {
        line("", labels.text(), Numbers.text(value));
    }

    void histogram(Labels labels, PowersOfTwo range, ExponentialHistogram histogram) {
        for (int exponent = range.first(); exponent <= range.last(); exponent++) {
            line(
                    "_bucket",
                    labels.text() + bounds.computeIfAbsent(exponent, this::bound),
                    Long.toString(histogram.countUpToPowerOfTwo(exponent)));
        }
        String count = Long.toString(histogram.count());
        line("_bucket", labels.text() + ",le=\"+Inf\"", count);
        line("_sum", labels.text(), Numbers.text(histogram.unit().toBase((double) histogram.sum())));
        line("_count", labels.text(), count);
    }

    private String bound(int exponent) {
        return ",le=\"" + format.bound(Math.scalb(1.0, exponent)) + '"';
    }

    private void line(String suffix, String labels, String value) {
        out.append(name).append(suffix);
        if (!labels.isEmpty()) {
            out.append('{').append(labels).append('}');
        }
        out.append(' ').append(value).append('\n');
    }

    /**
     * Upper bounds of classic buckets, in the histogram's base unit: 2^first, 2^(first+1), … 2^last. Such bounds are
     * boundaries of the exponential buckets too, so the counts are exact.
     */
    record PowersOfTwo(int first, int last) {}
}
