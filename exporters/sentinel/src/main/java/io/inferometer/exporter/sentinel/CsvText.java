package io.inferometer.exporter.sentinel;

import io.inferometer.exporter.api.HostRow;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows as the service reads them: a header, commas, no quotes, LF at the end of each line. What is not known is empty. Used by one
 * thread.
 */
final class CsvText {

    private static final String HEADER =
            Stream.of(Column.values()).map(Column::toString).collect(Collectors.joining(",", "", "\n"));

    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    private final StringBuilder text = new StringBuilder(HEADER);

    /** Adds a look at the machine. */
    void add(HostRow row) {
        add(column -> column.value(row));
    }

    /** Adds a row. Neither a figure that is no number nor one below zero is known. */
    void add(Map<Column, Double> figures) {
        add(column -> figures.getOrDefault(column, Double.NaN));
    }

    private void add(ToDoubleFunction<Column> figures) {
        for (Column column : Column.values()) {
            if (column.ordinal() > 0) {
                text.append(',');
            }
            double value = figures.applyAsDouble(column);
            // Beyond that, a double is no longer as exact as its digits.
            if (value >= 0 && value * POWERS[column.decimals()] < 0x1p63) {
                number(Math.round(value * POWERS[column.decimals()]), column.decimals());
            }
        }
        text.append('\n');
    }

    /** Appends {@code scaled / 10^decimals} without zeros at the end. */
    private void number(long scaled, int decimals) {
        long fraction = scaled % POWERS[decimals];
        text.append(scaled / POWERS[decimals]);
        if (fraction > 0) {
            String digits = Long.toString(POWERS[decimals] + fraction).substring(1);
            text.append('.').append(digits.replaceFirst("0+$", ""));
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
