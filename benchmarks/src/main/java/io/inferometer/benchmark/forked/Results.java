package io.inferometer.benchmark.forked;

import java.util.HashMap;
import java.util.Map;

/** What several processes said, by what they said it of. Not thread-safe. */
public final class Results {

    private final Map<String, Samples> samples = new HashMap<>();

    /** @param said as {@link Subject#results} returns it */
    public void add(Map<String, Double> said) {
        said.forEach((name, value) ->
                samples.computeIfAbsent(name, unused -> new Samples()).add(value));
    }

    public double median(String name) {
        Samples found = samples.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no process said " + name);
        }
        return found.median();
    }
}
