package io.inferometer.benchmark.forked;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measurements of one thing, one per round. Not thread-safe. */
public final class Samples {

    private final List<Double> values = new ArrayList<>();

    public void add(double value) {
        values.add(value);
    }

    /** Round by round, how much more this is than that. */
    public Samples minus(Samples other) {
        Samples added = new Samples();
        for (int i = 0; i < values.size(); i++) {
            added.add(values.get(i) - other.values.get(i));
        }
        return added;
    }

    /** Round by round, this divided by that. */
    public Samples by(Samples other) {
        Samples ratios = new Samples();
        for (int i = 0; i < values.size(); i++) {
            ratios.add(values.get(i) / other.values.get(i));
        }
        return ratios;
    }

    public double median() {
        return quantile(0.5);
    }

    /** The middle half, for a reader to see how far to trust the median. */
    public String middleHalf() {
        return Math.round(quantile(0.25)) + ".." + Math.round(quantile(0.75));
    }

    /** The median, and the quartiles in brackets. */
    public String withQuartiles(int decimals) {
        return MarkdownTable.cell(median(), decimals) + " (" + MarkdownTable.cell(quantile(0.25), decimals) + ".."
                + MarkdownTable.cell(quantile(0.75), decimals) + ")";
    }

    private double quantile(double q) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        double position = q * (sorted.size() - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (position - below) * (sorted.get(above) - sorted.get(below));
    }
}
