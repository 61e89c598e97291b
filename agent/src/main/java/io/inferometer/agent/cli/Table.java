package io.inferometer.agent.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows whose columns line up, in characters that every terminal shows. Confined to one thread. */
final class Table {

    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] right;

    /** @param alignment one letter for each column: {@code l} or {@code r} */
    Table(String alignment) {
        right = new boolean[alignment.length()];
        for (int column = 0; column < right.length; column++) {
            right[column] = alignment.charAt(column) == 'r';
        }
    }

    void add(String... cells) {
        String[] row = new String[cells.length];
        for (int column = 0; column < row.length; column++) {
            row[column] = Printable.text(cells[column]);
        }
        rows.add(row);
    }

    List<String> lines() {
        int[] widths = new int[right.length];
        for (String[] row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String space = " ".repeat(widths[column] - row[column].length());
                line.append(column == 0 ? "" : GAP);
                line.append(right[column] ? space + row[column] : row[column] + space);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
