package io.inferometer.agent.model;

import io.inferometer.agent.record.Timing;
import java.util.HashMap;
import java.util.Map;

/** Which calls are timed, by model, else by library, else for all. Immutable. */
public final class Timings {

    private final Timing all;
    private final Map<String, Timing> byName;

    /**
     * From settings, each {@code all}, {@code adaptive} or {@code 1/N}.
     *
     * @param all the value of {@code timing}
     * @param byName the values of {@code timing.<library>} and {@code timing.<model>}
     */
    public Timings(String all, Map<String, String> byName) {
        this.all = parse(all);
        Map<String, Timing> parsed = new HashMap<>();
        for (Map.Entry<String, String> entry : byName.entrySet()) {
            parsed.put(entry.getKey(), parse(entry.getValue()));
        }
        this.byName = parsed;
    }

    private static Timing parse(String text) {
        return switch (text) {
            case "all" -> Timing.ALL;
            case "adaptive" -> Timing.ADAPTIVE;
            default -> Timing.oneIn(Integer.parseInt(text.substring(2)));
        };
    }

    Timing of(String library, String model) {
        Timing found = byName.get(model);
        if (found == null) {
            found = byName.get(library);
        }
        return found == null ? all : found;
    }
}
