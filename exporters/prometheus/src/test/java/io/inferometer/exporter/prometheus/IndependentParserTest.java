package io.inferometer.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Snapshot;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What parsers written by others make of both formats; each is skipped, with a reason, where it is not installed. */
class IndependentParserTest {

    /** The system's own, for that is where the package manager puts the parser. */
    private static final String PYTHON =
            Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";

    private static final List<Snapshot> SNAPSHOTS = List.of(Fixtures.full(), Fixtures.empty(), Fixtures.names());

    /** Reads OpenMetrics text strictly and prints each family with its unit and its samples. */
    private static final String OPEN_METRICS_PARSER = """
            import sys
            from prometheus_client.openmetrics.parser import text_string_to_metric_families
            text = open(sys.argv[1], encoding='utf-8', newline='').read()
            for family in text_string_to_metric_families(text):
                for s in family.samples:
                    print(family.name, family.type, family.unit, s.name, ascii(sorted(s.labels.items())), float(s.value))
            """;

    @TempDir
    private Path directory;

    @Test
    void promtoolFindsNothingToCriticise() throws Exception {
        assumeInstalled("apt-get install prometheus", "promtool", "--version");
        for (Snapshot snapshot : SNAPSHOTS) {
            Path text = write(new PrometheusText(), snapshot);
            assertThat(run(text, "promtool", "check", "metrics")).isEqualTo("0\n");
        }
    }

    @Test
    void theReferenceParserOfOpenMetricsReadsEveryValue() throws Exception {
        assumeInstalled("apt-get install python3-prometheus-client", PYTHON, "-c", "import prometheus_client");
        for (Snapshot snapshot : SNAPSHOTS) {
            Path text = write(new OpenMetricsText(), snapshot);
            String parsed = run(text, PYTHON, "-c", OPEN_METRICS_PARSER, text.toString());
            assertThat(parsed)
                    .endsWith("\n0\n")
                    .contains("inferometer_agent_events_recorded counter  inferometer_agent_events_recorded_total"
                            + " [] 1000.0");
            if (snapshot.models().equals(Fixtures.full().models())) {
                assertThat(parsed)
                        .contains("('model', 'a\"b\\\\c\\nd<img src=x>\\xe9')")
                        .contains("inferometer_inference_duration_seconds histogram seconds")
                        .contains("inferometer_jvm_gc_pause_seconds counter seconds"
                                + " inferometer_jvm_gc_pause_seconds_total [('collector', 'G1 Old Generation')] 1e-07");
            }
        }
    }

    private Path write(ExpositionFormat format, Snapshot snapshot) throws IOException {
        Path file = Files.createTempFile(directory, "metrics", ".txt");
        return Files.writeString(file, Fixtures.text(format, snapshot), StandardCharsets.UTF_8);
    }

    private static void assumeInstalled(String remedy, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Assumptions.assumeTrue(process.waitFor() == 0, () -> "skipped: " + command[0] + " fails; " + remedy);
        } catch (IOException e) {
            Assumptions.abort("skipped: " + command[0] + " is not installed; " + remedy);
        }
    }

    /** What it printed, then its exit status. */
    private static String run(Path input, String... command) throws IOException, InterruptedException {
        File file = input.toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(file)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return output + process.waitFor() + "\n";
    }
}
