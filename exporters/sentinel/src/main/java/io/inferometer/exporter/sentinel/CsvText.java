package io.inferometer.exporter.sentinel;

import io.inferometer.exporter.api.HostRow;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows as the service reads them: a header, commas, no quotes, LF at the end of each line. What is not known is empty. Used by one
 * thread.
 */
final class CsvText {

    private final StringBuilder text;
    private final int more;

    /** Begins with a header that has the columns of {@link Column} alone. */
    CsvText() {
        this(List.of());
    }

    /** @param more names of columns behind those of {@link Column}, without commas, quotes and line breaks */
    CsvText(List<String> more) {
        text = new StringBuilder(Stream.concat(Stream.of(Column.values()).map(Column::toString), more.stream())
                .collect(Collectors.joining(",", "", "\n")));
        this.more = more.size();
    }

    /**
     * Adds a look at the machine.
     *
     * @param cells of the further columns; none, or one for each
     */
    void add(HostRow row, List<String> cells) {
        add(column -> column.value(row), cells);
    }

    /** Adds a row. Neither a figure that is no number nor one below zero is known. */
    void add(Map<Column, Double> figures) {
        add(column -> figures.getOrDefault(column, Double.NaN), List.of());
    }

    private void add(ToDoubleFunction<Column> figures, List<String> cells) {
        for (Column column : Column.values()) {
            text.append(column.ordinal() > 0 ? "," : "")
                    .append(Decimals.of(figures.applyAsDouble(column), column.decimals()));
        }
        for (int i = 0; i < more; i++) {
            text.append(',').append(cells.isEmpty() ? "" : cells.get(i));
        }
        text.append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
