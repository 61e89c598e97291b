package io.inferometer.exporter.prometheus;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.metric.Samples;
import java.util.Arrays;

/** What one metric gave for one subject, to be written value by value. Used again. One thread only. */
final class SampleBuffer implements Samples {

    private String[] labelValues = new String[4];
    private Object[] values = new Object[4];
    private long[] longs = new long[4];
    private double[] doubles = new double[4];
    private int size;

    /** How {@link #values} tells numbers apart, so that none is boxed. */
    private enum Kind {
        LONG,
        DOUBLE
    }

    void clear() {
        Arrays.fill(values, 0, size, null);
        size = 0;
    }

    int size() {
        return size;
    }

    String labelValue(int i) {
        return labelValues[i];
    }

    /** The histogram at this place; null for a number. */
    ExponentialHistogram histogram(int i) {
        return values[i] instanceof ExponentialHistogram histogram ? histogram : null;
    }

    void write(int i, LineBuffer out, Numbers numbers) {
        if (values[i] == Kind.LONG) {
            out.number(longs[i]);
        } else {
            numbers.write(doubles[i]);
        }
    }

    @Override
    public void value(String labelValue, long value) {
        int i = add(labelValue, Kind.LONG);
        longs[i] = value;
    }

    @Override
    public void value(String labelValue, double value) {
        int i = add(labelValue, Kind.DOUBLE);
        doubles[i] = value;
    }

    @Override
    public void histogram(String labelValue, ExponentialHistogram histogram) {
        add(labelValue, histogram);
    }

    private int add(String labelValue, Object value) {
        if (size == values.length) {
            int more = size * 2;
            labelValues = Arrays.copyOf(labelValues, more);
            values = Arrays.copyOf(values, more);
            longs = Arrays.copyOf(longs, more);
            doubles = Arrays.copyOf(doubles, more);
        }
        labelValues[size] = labelValue;
        values[size] = value;
        return size++;
    }
}
