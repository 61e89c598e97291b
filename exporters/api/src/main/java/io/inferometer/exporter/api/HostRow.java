package io.inferometer.exporter.api;

import java.util.Arrays;
import java.util.Map;

/** One look at the machine and the process, as what happened since the look before. Immutable. */
public final class HostRow {

    private final long atMillis;
    private final double[] values;

    /**
     * @param atMillis when it was taken, in milliseconds since 1970
     * @param figures what is known; what is missing or NaN is not
     */
    public HostRow(long atMillis, Map<HostFigure, Double> figures) {
        this.atMillis = atMillis;
        values = new double[HostFigure.values().length];
        Arrays.fill(values, Double.NaN);
        figures.forEach((figure, value) -> values[figure.ordinal()] = value);
    }

    /** Returns when it was taken, in milliseconds since 1970. */
    public long atMillis() {
        return atMillis;
    }

    /** Returns NaN if it is not known. */
    public double value(HostFigure figure) {
        return values[figure.ordinal()];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostRow row && row.atMillis == atMillis && Arrays.equals(row.values, values);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(atMillis) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "HostRow[" + atMillis + " " + Arrays.toString(values) + "]";
    }
}
