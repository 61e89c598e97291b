package io.inferometer.benchmark.footprint;

import static io.inferometer.benchmark.forked.MarkdownTable.cell;

import io.inferometer.benchmark.forked.Results;
import java.util.Map;
import java.util.TreeMap;

/** The page, {@code docs/footprint.md}. Not thread-safe. */
final class Page {

    private static final double KIBIBYTE = 1 << 10;
    private static final double MEBIBYTE = 1 << 20;

    private static final String HEAD = """
            # Footprint

            What the agent takes of a JVM and keeps, over the same program without it, in pairs of JVMs that run at the same time. Written by
            `io.inferometer.benchmark.footprint` ([benchmarks/README.md](../benchmarks/README.md)).

            * *Heap* is what a full collection leaves. *Resident* is before any collection: it has what a start allocated and no collection has yet
              given back to the application, two fifths of it on an idle JVM, and memory that the JIT compilers keep.
            * *Metaspace* and *classes* count the JDK's classes that nobody but the agent needed, about half of them.
            * *Handles* are open file descriptors: the jar, the log where it is a file, the listener's socket and what it waits with.
            * Figures of the machine are first read when there is a model, a push exporter or a reader: of the page, of `/metrics`, of JMX.
            * Exporters send windows of 5 s to a server on the same machine. `sagemaker-metrics`, `sagemaker-edge` and `cloudwatch-logs` share
              what `cloudwatch` loads: the AWS SDK. Those of one family that are used together load it once.
            * JMX is used by the program itself: what the JDK loads for it is in both JVMs.

            The build holds the line of the agent alone: `FootprintIT` fails if classes, metaspace or heap are more than this page states by a
            quarter, or threads or handles at all.

            """;

    private static final String COLUMNS = """
            | JDK | | heap, KiB | metaspace, KiB | resident, MiB | threads | handles | classes |
            | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
            """;

    private final String measured;

    /** Lines by JDK. */
    private final Map<String, StringBuilder> lines = new TreeMap<>();

    /** @param machine where and when */
    Page(String machine, int rounds, int seconds) {
        measured = machine + ", medians of pairs: " + rounds + ", each read after " + seconds + " s.\n\n";
    }

    void add(String version, String what, Results added) {
        String line = String.join(
                " | ",
                "| " + version,
                what,
                cell(added.median(Figures.HEAP) / KIBIBYTE, 0),
                cell(added.median(Figures.METASPACE) / KIBIBYTE, 0),
                cell(added.median(Figures.RESIDENT) / MEBIBYTE, 1),
                cell(added.median(Figures.THREADS), 0),
                cell(added.median(Figures.HANDLES), 0),
                cell(added.median(Figures.CLASSES), 0) + " |\n");
        System.out.print(line);
        lines.computeIfAbsent(version, none -> new StringBuilder()).append(line);
    }

    String text() {
        return HEAD + measured + COLUMNS + String.join("", lines.values());
    }
}
