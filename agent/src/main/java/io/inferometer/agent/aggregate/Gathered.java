package io.inferometer.agent.aggregate;

import java.util.Arrays;

/**
 * Distributions that are to be added up, before any of them is looked into: they are spread over the memory, and what does not wait for one
 * another is fetched at once. Used again for each sum. One thread only.
 */
final class Gathered {

    private PackedHistogram[] resting = new PackedHistogram[16];
    private HistogramBuilder[] filling = new HistogramBuilder[4];
    private int rest;
    private int filled;

    /** One for each outcome. */
    static Gathered[] byOutcome() {
        Gathered[] byOutcome = new Gathered[Slice.OUTCOMES];
        for (int outcome = 0; outcome < byOutcome.length; outcome++) {
            byOutcome[outcome] = new Gathered();
        }
        return byOutcome;
    }

    void clear() {
        Arrays.fill(resting, 0, rest, null);
        Arrays.fill(filling, 0, filled, null);
        rest = 0;
        filled = 0;
    }

    void add(PackedHistogram values) {
        if (!values.isEmpty()) {
            if (rest == resting.length) {
                resting = Arrays.copyOf(resting, 2 * rest);
            }
            resting[rest++] = values;
        }
    }

    void add(HistogramBuilder values) {
        if (filled == filling.length) {
            filling = Arrays.copyOf(filling, 2 * filled);
        }
        filling[filled++] = values;
    }

    void addTo(OctaveCounts sum) {
        for (int i = 0; i < rest; i++) {
            resting[i].addTo(sum);
        }
        for (int i = 0; i < filled; i++) {
            filling[i].addTo(sum);
        }
    }

    void addTo(PictureCounts sum) {
        for (int i = 0; i < rest; i++) {
            resting[i].addTo(sum);
        }
        for (int i = 0; i < filled; i++) {
            filling[i].addTo(sum);
        }
    }

    void addTo(FineCounts sum) {
        for (int i = 0; i < rest; i++) {
            resting[i].addTo(sum);
        }
        for (int i = 0; i < filled; i++) {
            filling[i].addTo(sum);
        }
    }
}
