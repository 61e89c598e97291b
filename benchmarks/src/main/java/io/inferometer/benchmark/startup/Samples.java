package io.inferometer.benchmark.startup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Milliseconds, one per round. Not thread-safe. */
final class Samples {

    private final List<Double> millis = new ArrayList<>();

    void add(double value) {
        millis.add(value);
    }

    /** Round by round, how much longer this took than that. */
    Samples minus(Samples other) {
        Samples added = new Samples();
        for (int i = 0; i < millis.size(); i++) {
            added.add(millis.get(i) - other.millis.get(i));
        }
        return added;
    }

    double median() {
        return quantile(0.5);
    }

    /** The middle half, for a reader to see how far to trust the median. */
    String middleHalf() {
        return Math.round(quantile(0.25)) + ".." + Math.round(quantile(0.75));
    }

    private double quantile(double q) {
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        double position = q * (sorted.size() - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (position - below) * (sorted.get(above) - sorted.get(below));
    }
}
