package io.inferometer.exporter.prometheus;

import java.util.Locale;
import java.util.Set;

/**
 * All samples of one name.
 *
 * @param name without the {@code _total} of a counter, as OpenMetrics wants it
 * @param type what its values mean
 * @param help one sentence
 */
record Family(String name, Type type, String help) {

    private static final String TOTAL = "_total";

    /** Units that end a name, in the plural as both formats want them. */
    private static final Set<String> UNITS =
            Set.of("seconds", "bytes", "ratio", "celsius", "joules", "watts", "volts", "amperes", "hertz", "meters");

    enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM;

        private final String keyword = name().toLowerCase(Locale.ROOT);

        String keyword() {
            return keyword;
        }
    }

    /** A family of counters whose samples are called {@code name}, with {@code _total} in the end. */
    static Family counter(String name, String help) {
        String bare = name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name;
        return new Family(bare, Type.COUNTER, help);
    }

    static Family gauge(String name, String help) {
        return new Family(name, Type.GAUGE, help);
    }

    static Family histogram(String name, String help) {
        return new Family(name, Type.HISTOGRAM, help);
    }

    /** The name of its samples, but for what a histogram appends. */
    String sampleName() {
        return type == Type.COUNTER ? name + TOTAL : name;
    }

    /** The unit that ends the name; empty when none does. */
    String unit() {
        String last = name.substring(name.lastIndexOf('_') + 1);
        return UNITS.contains(last) ? last : "";
    }
}
