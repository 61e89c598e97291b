package io.inferometer.exporter.metric;

/**
 * What a metric is called and means.
 *
 * @param name as Prometheus calls its samples, with unit and {@code _total}: {@code inferometer_oldest_in_flight_seconds}
 * @param key its field in JSON and, with a capital letter, its attribute in JMX: {@code oldestInFlightSeconds}
 * @param kind how values over time relate
 * @param unit in the plural: {@code seconds}, {@code bytes}, {@code calls}; empty for a number without one
 * @param help one sentence
 * @param label its own label, besides those of its subject; empty if it has none
 * @param firstBound of a histogram in classic buckets, the exponent of the least upper bound, a power of two of the unit
 * @param lastBound the exponent of the greatest
 */
public record Description(
        String name, String key, Kind kind, String unit, String help, String label, int firstBound, int lastBound) {

    /** How values over time relate. */
    public enum Kind {
        /** Never falls while the JVM runs. In a window: what was added in it. */
        COUNTER,
        /** The state of one instant. */
        GAUGE,
        /** A distribution of values, of which each bucket is a counter. */
        HISTOGRAM
    }

    static Description counter(String name, String key, String unit, String help) {
        return new Description(name, key, Kind.COUNTER, unit, help, "", 0, 0);
    }

    static Description gauge(String name, String key, String unit, String help) {
        return new Description(name, key, Kind.GAUGE, unit, help, "", 0, 0);
    }

    static Description histogram(String name, String key, String unit, String help, int firstBound, int lastBound) {
        return new Description(name, key, Kind.HISTOGRAM, unit, help, "", firstBound, lastBound);
    }

    /** Returns this description of a metric that has a label of its own. */
    Description by(String ownLabel) {
        return new Description(name, key, kind, unit, help, ownLabel, firstBound, lastBound);
    }

    /** Returns the name without the {@code _total} of a counter, as OpenMetrics calls a family. */
    public String family() {
        return kind == Kind.COUNTER && name.endsWith("_total")
                ? name.substring(0, name.length() - "_total".length())
                : name;
    }

    /** Returns the key with a capital letter: an attribute's name. */
    public String attribute() {
        return Character.toUpperCase(key.charAt(0)) + key.substring(1);
    }
}
