package io.inferometer.exporter.prometheus;

import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.metric.Description;
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

    static Family of(Description metric) {
        return new Family(metric.family(), Type.valueOf(metric.kind().name()), metric.help());
    }

    /** The family of a sample whose name ends with {@code _total} if it is a counter. */
    static Family of(MetricSample sample) {
        String name = sample.name();
        return switch (sample.kind()) {
            case COUNTER ->
                new Family(
                        name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name,
                        Type.COUNTER,
                        sample.help());
            case GAUGE -> new Family(name, Type.GAUGE, sample.help());
        };
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
