package io.inferometer.exporter.prometheus;

import io.inferometer.exporter.api.Snapshot;

/** A text format that Prometheus scrapes. Thread-safe. */
public abstract sealed class ExpositionFormat permits PrometheusText, OpenMetricsText {

    private static final int LEAST_EXPONENT = -64;
    private static final int GREATEST_EXPONENT = 64;

    private final byte[][] bounds = new byte[GREATEST_EXPONENT - LEAST_EXPONENT + 1][];

    ExpositionFormat() {
        for (int exponent = LEAST_EXPONENT; exponent <= GREATEST_EXPONENT; exponent++) {
            bounds[exponent - LEAST_EXPONENT] = Lines.ascii(",le=\"" + bound(Math.scalb(1.0, exponent)) + "\"} ");
        }
    }

    /** The value of the {@code Content-Type} header, character set included. */
    public abstract String contentType();

    /** Everything in the snapshot, in this format, for one reader. */
    public final Exposition open(Snapshot snapshot) {
        return new Exposition(this, snapshot);
    }

    /** What ends the labels of a bucket whose upper bound is 2 to this power. */
    final byte[] bound(int exponent) {
        return bounds[exponent - LEAST_EXPONENT];
    }

    /** Writes the lines that precede a family's samples. */
    abstract void describe(LineBuffer out, Family family);

    /** The value of the label {@code le} for this finite upper bound. */
    abstract String bound(double value);

    /** Writes what follows the last family. */
    abstract void end(LineBuffer out);
}
