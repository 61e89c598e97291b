package io.inferometer.exporter.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same figures as in a published client's object become the same columns, without quotes and with LF. */
class CsvTextTest {

    @Test
    void figuresAreWrittenAsRecorded() {
        CsvText csv = new CsvText();
        Recorded.csv().lines().skip(1).forEach(line -> csv.add(figures(line)));

        // A fraction of nothing is all that Python writes differently.
        String expected = Recorded.csv().replace("\"", "").replace("\r\n", "\n").replace(".0,", ",");
        assertThat(csv).hasToString(expected);
        assertThat(csv.toString().lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(32));
    }

    @Test
    void withoutRowsThereIsAHeader() {
        List<String> header = Recorded.csv().lines().limit(1).toList();

        assertThat(new CsvText()).hasToString(header.get(0).replace("\"", "") + "\n");
    }

    @Test
    void whatIsNotKnownIsEmpty() {
        CsvText csv = new CsvText();
        csv.add(Map.of(
                Column.TIMESTAMP,
                1.5,
                Column.SYSTEM_PROCESSES,
                Double.NaN,
                Column.SYSTEM_UTIME,
                -1.0,
                Column.SYSTEM_STIME,
                Double.POSITIVE_INFINITY,
                Column.SYSTEM_DISK_READ_BYTES,
                1e300,
                Column.PROCESS_GPU_UTILIZED,
                0.0));

        assertThat(csv.toString().lines().skip(1)).containsExactly("1.5" + ",".repeat(31) + "0");
    }

    @ParameterizedTest
    @CsvSource({
        "SYSTEM_UTIME, 0.0000004, 0",
        "SYSTEM_UTIME, 0.0000005, 0.000001",
        "SYSTEM_UTIME, 12.050000, 12.05",
        "SYSTEM_CPU_USAGE, 1.99995, 2",
        "SYSTEM_DISK_SPACE_TOTAL_GB, 270.549, 270.55",
        "SYSTEM_NET_RECV_BYTES, 9007199254740992, 9007199254740992",
        "TIMESTAMP, 1795215906.113, 1795215906.113"
    })
    void eachColumnHasItsDecimals(Column column, double value, String text) {
        CsvText csv = new CsvText();
        csv.add(Map.of(column, value));

        assertThat(csv.toString().lines().skip(1).findFirst().orElseThrow().split(",", -1)[column.ordinal()])
                .isEqualTo(text);
    }

    private static Map<Column, Double> figures(String line) {
        List<String> fields = Arrays.asList(line.split(","));
        Map<Column, Double> figures = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            figures.put(column, Double.valueOf(fields.get(column.ordinal())));
        }
        return figures;
    }
}
