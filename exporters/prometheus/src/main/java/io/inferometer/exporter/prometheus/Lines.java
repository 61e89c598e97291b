package io.inferometer.exporter.prometheus;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.metric.Description;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Writes the lines of one family after the other. One thread only. */
final class Lines {

    private static final byte[] INFINITE_BOUND = ascii(",le=\"+Inf\"} ");
    private static final byte[] BUCKET = ascii("_bucket");
    private static final byte[] SUM = ascii("_sum");
    private static final byte[] COUNT = ascii("_count");

    private final ExpositionFormat format;
    private final LineBuffer out = new LineBuffer(8 * 1024);
    private final Numbers numbers = new Numbers(out);
    private final Set<String> families = new HashSet<>();
    private byte[] name = {};
    private int firstBound;
    private int lastBound;

    Lines(ExpositionFormat format) {
        this.format = format;
    }

    /**
     * Takes written lines away.
     *
     * @return whether none is left
     */
    boolean drainTo(ByteBuffer target) {
        return out.drainTo(target);
    }

    /** How many bytes of lines are there to be taken, or were since none were. */
    int length() {
        return out.length();
    }

    /** Writes what follows the last family. */
    void end() {
        format.end(out);
    }

    /**
     * Begins a family; the samples that follow belong to it.
     *
     * @return false, and nothing is written, when one of that name was there before: both formats forbid a second
     */
    boolean family(Family family) {
        if (!families.add(family.name())) {
            return false;
        }
        name = family.sampleName().getBytes(StandardCharsets.UTF_8);
        format.describe(out, family);
        return true;
    }

    /** Begins a family of the catalogue. */
    boolean family(Description metric) {
        firstBound = metric.firstBound();
        lastBound = metric.lastBound();
        return family(Family.of(metric));
    }

    /**
     * Writes one reading.
     *
     * @param labels of the subject
     * @param label the metric's own; empty for none
     */
    void sample(byte[] labels, String label, SampleBuffer readings, int i) {
        ExponentialHistogram histogram = readings.histogram(i);
        if (histogram == null) {
            out.put(name);
            labels(labels, label, readings.labelValue(i));
            end(labels, label);
            readings.write(i, out, numbers);
            out.put('\n');
        } else {
            histogram(labels, label, readings.labelValue(i), histogram);
        }
    }

    void sample(byte[] labels, double value) {
        out.put(name);
        labels(labels, "", "");
        end(labels, "");
        numbers.write(value);
        out.put('\n');
    }

    /** One without values has its infinite bucket alone, whose count says all. */
    private void histogram(byte[] labels, String label, String labelValue, ExponentialHistogram histogram) {
        int start = out.length();
        out.put(name);
        out.put(BUCKET);
        int names = out.length();
        labels(labels, label, labelValue);
        int end = out.length();
        if (!histogram.isEmpty()) {
            buckets(start, end, histogram);
        }
        if (out.length() > end) {
            out.repeat(start, end);
        }
        out.put(INFINITE_BOUND);
        out.number(histogram.count());
        out.put('\n');
        out.put(name);
        out.put(SUM);
        out.repeat(names, end);
        end(labels, label);
        numbers.write(histogram.unit().toBase((double) histogram.sum()));
        out.put('\n');
        out.put(name);
        out.put(COUNT);
        out.repeat(names, end);
        end(labels, label);
        out.number(histogram.count());
        out.put('\n');
    }

    /**
     * Writes the finite buckets, upper bounds 2^first to 2^last. Those are boundaries of the exponential buckets, too, so the counts
     * are exact.
     *
     * @param start where the first line begins that is begun already
     * @param end where the value of its label {@code le} is to follow
     */
    private void buckets(int start, int end, ExponentialHistogram histogram) {
        int scale = histogram.scale();
        int count = histogram.bucketCount();
        int offset = histogram.offset();
        long total = histogram.zeroCount();
        int next = 0;
        long written = -1;
        int number = 0;
        int lineEnd = 0;
        for (int exponent = firstBound; exponent <= lastBound; exponent++) {
            if (scale < 0) {
                total = histogram.countUpToPowerOfTwo(exponent);
            } else {
                int bound = Math.min(count, (exponent << scale) - offset);
                while (next < bound) {
                    total += histogram.bucket(next++);
                }
            }
            out.repeat(exponent > firstBound ? start : end, end, format.bound(exponent));
            // Most bounds are below all values or above them.
            if (total == written) {
                out.repeat(number, lineEnd);
            } else {
                written = total;
                number = out.length();
                out.number(total);
                out.put('\n');
                lineEnd = out.length();
            }
        }
    }

    private void labels(byte[] labels, String label, String labelValue) {
        if (labels.length > 0 || !label.isEmpty()) {
            out.put('{');
            out.put(labels);
        }
        if (!label.isEmpty()) {
            if (labels.length > 0) {
                out.put(',');
            }
            out.text(label);
            out.put('=');
            out.put('"');
            out.escaped(labelValue, true);
            out.put('"');
        }
    }

    private void end(byte[] labels, String label) {
        if (labels.length > 0 || !label.isEmpty()) {
            out.put('}');
        }
        out.put(' ');
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
