package io.inferometer.exporter.sentinel;

import io.inferometer.exporter.api.HostFigure;
import io.inferometer.exporter.api.HostRow;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.fixture.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Windows of ten rows, one a second. */
final class RowWindows {

    static final int ROWS = 10;

    private RowWindows() {}

    static List<Window> of(String jvm, long first, long last) {
        List<Window> windows = new ArrayList<>();
        for (long number = first; number <= last; number++) {
            windows.add(of(jvm, number));
        }
        return windows;
    }

    private static Window of(String jvm, long number) {
        List<HostRow> rows = new ArrayList<>();
        for (long row = 0; row < ROWS; row++) {
            long second = (number - 1) * ROWS + row + 1;
            rows.add(new HostRow(second * 1000, Map.of(HostFigure.SYSTEM_MEMORY_USED_MIB, 0.5)));
        }
        return Given.window(Given.resource(jvm), number, number * 10_000)
                .hostRows(rows)
                .build();
    }

    /** What the first column has, of the rows of these windows. */
    static List<String> seconds(long first, long last) {
        List<String> seconds = new ArrayList<>();
        for (long second = (first - 1) * ROWS + 1; second <= last * ROWS; second++) {
            seconds.add(Long.toString(second));
        }
        return seconds;
    }

    /** The first column of rows as they were sent. */
    static List<String> seconds(List<String> rows) {
        return rows.stream().map(row -> row.substring(0, row.indexOf(','))).toList();
    }
}
