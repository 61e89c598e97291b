package io.inferometer.sample.async.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The samples of {@code HasBacklogWithoutCapacity} that CloudWatch has, second by second, beside those that there had to be. Immutable. */
final class CapacitySamples {

    static final String METRIC = "HasBacklogWithoutCapacity";

    /** A second, and what a window may begin late. */
    private static final double EDGE_SECONDS = 1.2;

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** @param second when the window began that it was taken in, in seconds since 1970; windows last a second */
    private record Sample(double second, double value) {}

    private final double from;
    private final double to;
    private final List<Sample> samples = new ArrayList<>();

    /**
     * @param received the receiver's {@code /received} with its items
     * @param from when the first request was accepted, in seconds since 1970
     * @param to when the first worker began
     */
    CapacitySamples(JsonNode received, double from, double to) {
        this.from = from;
        this.to = to;
        for (JsonNode datum : received.path("metricData").path("latest")) {
            if (datum.path("metricName").asText().equals(METRIC)
                    && Exported.dimensionNames(datum).equals(Set.of("EndpointName"))) {
                for (int i = 0; i < datum.path("values").size(); i++) {
                    for (int n = 0; n < datum.path("counts").path(i).asInt(); n++) {
                        samples.add(new Sample(
                                datum.path("timestamp").asDouble(),
                                datum.path("values").path(i).asDouble()));
                    }
                }
            }
        }
    }

    /** Whether there are samples of well after that time. */
    boolean areEnough() {
        return samples.stream().anyMatch(sample -> sample.second > to + 2);
    }

    /** Whether the whole second was one with requests and without workers. */
    private boolean isExpected(double second) {
        return from <= second && second + 1 <= to;
    }

    /** How many had to be 1. */
    int expected() {
        return (int) Math.floor(to - from);
    }

    double sum() {
        return samples.stream().mapToDouble(Sample::value).sum();
    }

    /**
     * Whether they are 1 at the seconds they had to, and 0 at all others, but for one sample at each edge: neither the windows nor the
     * samples begin with a second of the load's.
     */
    boolean agree() {
        int atBegin = 0;
        int atEnd = 0;
        int elsewhere = 0;
        for (Sample sample : samples) {
            if ((sample.value == 1) != isExpected(sample.second)) {
                boolean isNearBegin = Math.abs(sample.second - from) <= EDGE_SECONDS;
                boolean isNearEnd = Math.abs(sample.second - to) <= EDGE_SECONDS;
                atBegin += isNearBegin ? 1 : 0;
                atEnd += isNearEnd && !isNearBegin ? 1 : 0;
                elsewhere += isNearBegin || isNearEnd ? 0 : 1;
            }
        }
        return atBegin <= 1 && atEnd <= 1 && elsewhere == 0 && Math.abs(sum() - expected()) <= 2;
    }

    /** For example {@code 5 from 03:04:05}. */
    String shownExpected() {
        return shown(expected(), Math.ceil(from));
    }

    String shown() {
        double first = samples.stream()
                .filter(sample -> sample.value == 1)
                .mapToDouble(Sample::second)
                .min()
                .orElse(Double.NaN);
        return shown(sum(), first);
    }

    private static String shown(double count, double second) {
        return String.format(Locale.ROOT, "%.0f", count)
                + (Double.isNaN(second) ? "" : " from " + CLOCK.format(Instant.ofEpochMilli((long) (second * 1e3))));
    }
}
