package io.inferometer.agent.cli;

import java.util.List;
import java.util.Locale;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.ObjectName;

/**
 * One look at a model's MBean.
 *
 * @param count finished calls since the start, whatever their outcome
 * @param perSecond finished calls per second of the last 60 s; negative where it is not known
 * @param latenciesMicros p50, p90, p99 and max of the last 60 s; negative where there is none
 */
record ModelReading(
        String library,
        String name,
        String version,
        boolean enabled,
        long count,
        long errors,
        long inFlight,
        double perSecond,
        List<Double> latenciesMicros) {

    static final String[] ATTRIBUTES = {
        "Enabled",
        "Count",
        "ErrorCount",
        "InFlight",
        "RatePerSecond",
        "LatencyP50Micros",
        "LatencyP90Micros",
        "LatencyP99Micros",
        "LatencyMaxMicros"
    };

    static ModelReading of(ObjectName bean, AttributeList attributes) {
        return new ModelReading(
                property(bean, "library"),
                property(bean, "name"),
                property(bean, "version"),
                !attributes.asList().contains(new Attribute("Enabled", false)),
                (long) number(attributes, "Count"),
                (long) number(attributes, "ErrorCount"),
                (long) number(attributes, "InFlight"),
                number(attributes, "RatePerSecond"),
                List.of(
                        number(attributes, "LatencyP50Micros"),
                        number(attributes, "LatencyP90Micros"),
                        number(attributes, "LatencyP99Micros"),
                        number(attributes, "LatencyMaxMicros")));
    }

    String model() {
        return version.isEmpty() ? name : name + "@" + version;
    }

    /** The cells that {@code top} shows. */
    String[] cells() {
        return new String[] {
            enabled ? model() : model() + " (disabled)",
            library,
            perSecond < 0 ? "-" : String.format(Locale.ROOT, "%.1f", perSecond),
            Long.toString(inFlight),
            duration(latenciesMicros.get(0)),
            duration(latenciesMicros.get(1)),
            duration(latenciesMicros.get(2)),
            duration(latenciesMicros.get(3)),
            Long.toString(errors)
        };
    }

    /** Three digits and a unit in plain ASCII, which every terminal shows. */
    static String duration(double micros) {
        if (Double.isNaN(micros) || micros < 0) {
            return "-";
        }
        if (micros < 0.9995) {
            return String.format(Locale.ROOT, "%.0f ns", micros * 1e3);
        }
        double value = micros < 999.5 ? micros : micros < 999_500 ? micros / 1e3 : micros / 1e6;
        String unit = micros < 999.5 ? "us" : micros < 999_500 ? "ms" : "s";
        int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", value, unit);
    }

    static String property(ObjectName bean, String key) {
        String value = bean.getKeyProperty(key);
        if (value == null) {
            return "";
        }
        return value.startsWith("\"") ? ObjectName.unquote(value) : value;
    }

    private static double number(AttributeList attributes, String name) {
        for (Attribute attribute : attributes.asList()) {
            if (attribute.getName().equals(name) && attribute.getValue() instanceof Number number) {
                return number.doubleValue();
            }
        }
        return -1;
    }
}
