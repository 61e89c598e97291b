package io.inferometer.exporter.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.fixture.Given;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Calls of models as columns behind the published clients': exact, few, and with names that every reader of CSV takes. */
class InferenceColumnsTest {

    private static final ModelId MINILM = new ModelId("onnxruntime", "minilm", "2");
    private static final long MILLI = 1_000_000;

    private static Window window(long number, ModelStats... models) {
        Window rows = RowWindows.of("jvm", number, number).get(0);
        return rows.toBuilder().models(List.of(models)).build();
    }

    private static ModelStats model(String name, int calls) {
        long[] durations = new long[calls];
        Arrays.fill(durations, MILLI);
        return Given.model(new ModelId("annotation", name, ""), durations).build();
    }

    private static List<List<String>> table(Window... windows) {
        return RunCsv.of(List.of(windows), WindowNumbers.NONE, true)
                .text()
                .lines()
                .map(line -> List.of(line.split(",", -1)))
                .toList();
    }

    private static List<String> more(List<String> line) {
        return line.subList(Column.values().length, line.size());
    }

    @Test
    void theCallsOfAWindowAreInItsLastRow() {
        ModelStats calls = Given.model(
                        MINILM,
                        new long[] {MILLI, 2 * MILLI},
                        new long[] {3 * MILLI},
                        new long[] {4 * MILLI},
                        new long[] {5 * MILLI})
                .build();

        List<List<String>> table = table(window(1, calls), window(2));

        assertThat(more(table.get(0)))
                .containsExactly(
                        "inference_onnxruntime_minilm_2_count",
                        "inference_onnxruntime_minilm_2_errors",
                        "inference_onnxruntime_minilm_2_p50",
                        "inference_onnxruntime_minilm_2_p99");
        assertThat(table).hasSize(1 + 2 * RowWindows.ROWS);
        for (int row = 1; row < RowWindows.ROWS; row++) {
            assertThat(more(table.get(row))).containsExactly("", "", "", "");
        }
        List<String> last = more(table.get(RowWindows.ROWS));
        assertThat(last.subList(0, 2)).containsExactly("5", "2");
        assertThat(Double.parseDouble(last.get(2))).isBetween(0.002_98, 0.003_02);
        assertThat(Double.parseDouble(last.get(3))).isEqualTo(0.005);
        assertThat(more(table.get(2 * RowWindows.ROWS))).as("no call").containsExactly("0", "0", "", "");
    }

    @Test
    void aWindowWithoutRowsHasOneForItsCalls() {
        Window bare = window(1, model("a", 3)).toBuilder().hostRows(List.of()).build();

        List<List<String>> table =
                table(bare, window(2).toBuilder().hostRows(List.of()).build());

        assertThat(table).hasSize(2);
        assertThat(table.get(1).get(0)).isEqualTo("9.999");
        assertThat(table.get(1).subList(1, 32)).containsOnly("");
        assertThat(more(table.get(1))).startsWith("3", "0");
    }

    @Test
    void namesHoldNothingThatCsvMeansSomethingBy() {
        String odd = "a,b\"c\nd\r'e\u00e9\ud83d\ude00 \u2028f\t=;|";

        List<List<String>> table = table(window(1, model(odd, 1), model("plain-1.5", 1)));

        assertThat(more(table.get(0)))
                .allSatisfy(name -> assertThat(name).matches("inference_[A-Za-z0-9._-]+_(count|errors|p50|p99)"))
                .contains("inference_annotation_plain-1.5_count")
                .hasSize(8);
        assertThat(table).allSatisfy(row -> assertThat(row).hasSize(40));
    }

    @Test
    void modelsWithTheSameNameShareItsColumns() {
        List<List<String>> table = table(window(1, model("a b", 2), model("a,b", 3)));

        assertThat(more(table.get(0)).get(0)).isEqualTo("inference_annotation_a_b_count");
        assertThat(more(table.get(RowWindows.ROWS))).hasSize(4).startsWith("5", "0");
    }

    @Test
    void beyondFiftyModelsThoseThatWereCalledLeastShareColumns() {
        ModelStats[] models =
                IntStream.rangeClosed(1, 60).mapToObj(i -> model("m" + i, i)).toArray(ModelStats[]::new);

        List<List<String>> table = table(window(1, models));

        List<String> names = more(table.get(0));
        List<String> cells = more(table.get(RowWindows.ROWS));
        assertThat(names)
                .hasSize(51 * 4)
                .doesNotHaveDuplicates()
                .contains("inference_annotation_m11_count")
                .doesNotContain("inference_annotation_m10_count");
        assertThat(names.get(200)).isEqualTo("inference_other_count");
        assertThat(cells.get(200)).isEqualTo("55");
        assertThat(IntStream.range(0, 51)
                        .mapToLong(i -> Long.parseLong(cells.get(4 * i)))
                        .sum())
                .isEqualTo(60 * 61 / 2);
    }

    @Test
    void whatOneMoreLibraryCallsIsNoFurtherCallOfTheOthers() {
        Stream<ModelStats> busy = IntStream.rangeClosed(1, 50).mapToObj(i -> model("m" + i, 10 + i));
        ModelStats outer = Given.model(new ModelId("langchain4j", "MiniLm", ""), new long[] {MILLI, MILLI})
                .build();
        ModelStats inner = Given.model(MINILM, new long[] {MILLI, MILLI, MILLI})
                .beneath("langchain4j")
                .build();

        Window window = window(1, Stream.concat(busy, Stream.of(outer, inner)).toArray(ModelStats[]::new));
        List<List<String>> table = table(window);

        assertThat(more(table.get(0)).get(200)).isEqualTo("inference_other_count");
        assertThat(more(table.get(RowWindows.ROWS)).get(200)).isEqualTo("2");
        assertThat(table(InferenceColumns.excerpt(window))).isEqualTo(table);
    }

    @Test
    void anExcerptOfAWindowMakesTheSameText() {
        Window whole = window(
                1,
                model("a", 3),
                model("b", 5),
                Given.model(MINILM, new long[0], new long[] {MILLI}, new long[0], new long[0])
                        .build());

        Window part = InferenceColumns.excerpt(whole);

        assertThat(table(part)).isEqualTo(table(whole));
        assertThat(part.number()).isEqualTo(whole.number());
        assertThat(part.agent()).isNotEqualTo(whole.agent());
    }

    @Test
    void withoutTheSettingThereAreNone() {
        RunCsv csv = RunCsv.of(List.of(window(1, model("a", 3))), WindowNumbers.NONE, false);

        assertThat(csv.text().lines())
                .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(32));
    }
}
