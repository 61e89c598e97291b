package io.inferometer.sample.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;

/**
 * What one client, or all of them together, did. Counts are exact; a percentile is the upper end of its bucket, at most
 * 1/32 above the true value. Not thread-safe.
 */
final class Tally {

    /** Buckets per doubling of the latency. */
    private static final int STEPS = 32;

    private final long[] latencies = new long[STEPS * Long.SIZE];
    private long requests;
    private long failures;
    private long texts;

    /** A request that was answered with its vectors. */
    void succeeded(long nanos, int embedded) {
        requests++;
        texts += embedded;
        latencies[bucket(nanos)]++;
    }

    /** A request that was not. Its texts do not count, and neither does its time. */
    void failed() {
        requests++;
        failures++;
    }

    void add(Tally other) {
        requests += other.requests;
        failures += other.failures;
        texts += other.texts;
        for (int i = 0; i < latencies.length; i++) {
            latencies[i] += other.latencies[i];
        }
    }

    long requests() {
        return requests;
    }

    long failures() {
        return failures;
    }

    long texts() {
        return texts;
    }

    /** In milliseconds; 0 when nothing succeeded. */
    double percentileMillis(double percent) {
        long rank = Math.max(1, (long) Math.ceil(percent / 100 * (requests - failures)));
        long seen = 0;
        for (int i = 0; i < latencies.length; i++) {
            seen += latencies[i];
            if (seen >= rank) {
                return upperNanos(i) / 1e6;
            }
        }
        return 0;
    }

    /** One line of JSON, without its end. */
    String json(double seconds) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(line)) {
            json.writeStartObject();
            json.writeNumberField("requests", requests);
            json.writeNumberField("failures", failures);
            json.writeNumberField("texts", texts);
            json.writeNumberField("seconds", Math.round(seconds * 1e3) / 1e3);
            json.writeNumberField("p50Millis", Math.round(percentileMillis(50) * 1e3) / 1e3);
            json.writeNumberField("p99Millis", Math.round(percentileMillis(99) * 1e3) / 1e3);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a string cannot fail to be written", e);
        }
        return line.toString();
    }

    private static int bucket(long nanos) {
        long value = Math.max(nanos, STEPS);
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - 5;
        return shift * STEPS + (int) (value >>> shift) - STEPS;
    }

    private static double upperNanos(int bucket) {
        return Math.scalb((double) (bucket % STEPS + STEPS + 1), bucket / STEPS);
    }
}
