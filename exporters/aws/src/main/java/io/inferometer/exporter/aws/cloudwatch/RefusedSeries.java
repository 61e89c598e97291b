package io.inferometer.exporter.aws.cloudwatch;

import io.inferometer.exporter.awsclient.LogText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The series whose datum the service refused when it came alone. They are explained once each, and later sent apart from
 * the others, so as not to spoil their requests again. Used by one thread.
 */
final class RefusedSeries {

    /** Beyond so many, series are neither explained nor sent apart; their data are still counted. */
    static final int MAX_SERIES = 1000;

    /** How many series one window may explain in lines of their own. */
    static final int LINES = 10;

    private final Set<String> known = new HashSet<>();
    private final Map<String, String> unexplained = new LinkedHashMap<>();

    boolean isEmpty() {
        return known.isEmpty();
    }

    boolean contains(String series) {
        return known.contains(series);
    }

    /** @param reason what the service said */
    void add(String series, String reason) {
        if (known.size() + unexplained.size() < MAX_SERIES && !known.contains(series)) {
            unexplained.putIfAbsent(series, reason);
        }
    }

    /** The service takes nothing at all, which says nothing of these series: those added since are forgotten. */
    void forgetUnexplained() {
        unexplained.clear();
    }

    /** The lines to log: one for each series added since the last call, or a last one that counts the rest. */
    List<String> explanations() {
        List<String> lines = new ArrayList<>();
        unexplained.forEach((series, reason) -> {
            if (lines.size() < LINES) {
                lines.add(LogText.line(series) + " is refused and dropped, the rest is sent: " + reason
                        + "; if the model's name is to blame, set model-name.<found>=<name>");
            }
        });
        if (unexplained.size() > LINES) {
            lines.add((unexplained.size() - LINES) + " more series are refused and dropped for such reasons");
        }
        known.addAll(unexplained.keySet());
        unexplained.clear();
        return lines;
    }
}
