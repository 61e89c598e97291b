package io.inferometer.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.metric.Description;
import io.inferometer.exporter.metric.SampleMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code docs/host.md} lists every figure that probes read. {@code -Dpage=write} writes it. */
class HostPageTest {

    private static final Path PAGE = Path.of("..", "docs", "host.md");

    private static final String HEAD = """
        # Machine, container, process and JVM

        Generated from the catalogue of metrics and the sources in `agent/src/test/java/io/inferometer/agent/host/FigureSource.java`.
        The agent reads these figures every five seconds, or as often as `interval` or an exporter asks; the first look is taken at
        the start, before the first window may end. What cannot be read is absent. `host.enabled=false` turns all of it
        off, `gpu.enabled=false` the GPUs.

        * Counters never step back: if a source does, as when a network interface is removed, the counter holds and goes on from
          there, and `inferometer_host_counters_set_back_total` counts it.
        * A container is the control group of the process, version 1 or 2. Limits are the strictest of the group and those above it. The
          root group is no container. If the process is moved to another group, its figures follow. If the group cannot be seen, as
          when it lies outside of what is mounted, there are none.
        * Inside a container, `/proc` shows the CPUs, memory, disks and pressure of the whole host, and the container's own
          processes and network interfaces.
        * `inferometer_host_processes` is absent if `/proc` is mounted with `hidepid` and the user is not root.
        * Figures of the process with its descendants are read only if an exporter asks for them. Searching for descendants takes at most
          0.1 % of a core.
        * `inferometer_inference_stalled_seconds_total` is an estimate. Each stop-the-world pause counts its length for each call in
          flight when the JVM announces it, at most as long as the call has taken so far; pauses are known in milliseconds, so
          shorter ones, such as most of ZGC's, count nothing. Throttling counts the growth of throttled time, at most the time that
          passed, times the mean number of calls in flight.

        Run on Linux 6.18 (x86-64) with control groups of version 1, on JDK 17 and 25. Version 2, pressure of containers,
        other mounts and GPUs of AMD are tested with files as the kernel writes them; no machine with such a GPU was at hand. On other systems the JVM's own beans are read, which is tested on
        Linux.

        """;

    @Test
    void the_page_lists_every_figure_with_its_source() throws IOException {
        if ("write".equals(System.getProperty("page"))) {
            Files.writeString(PAGE, page());
        }
        assertThat(PAGE).as("write it anew with -Dpage=write").hasContent(page());
    }

    @Test
    void every_figure_of_a_probe_has_a_source_and_no_other_has_one() {
        List<SampleMetric> figures = new ArrayList<>();
        for (SampleMetric metric : SampleMetric.values()) {
            if (metric.name().matches("(HOST|PROCESS|GPU|JVM)_.*|INFERENCE_STALLED_SECONDS")) {
                figures.add(metric);
            }
        }

        assertThat(FigureSource.all().keySet()).containsExactlyElementsOf(figures);
    }

    @Test
    void what_a_look_finds_is_in_the_catalogue() {
        List<MetricSample> found = new ArrayList<>();
        HostLooks looks = new HostLooks(line -> {}, true);
        looks.requestWithProcesses(Duration.ofSeconds(1), (stats, at) -> found.addAll(stats.samples()));
        looks.run();

        assertThat(found)
                .extracting(MetricSample::name)
                .allMatch(name -> name.endsWith("_info") || isListed(SampleMetric.named(name)));
    }

    private static boolean isListed(Optional<SampleMetric> metric) {
        return metric.isPresent() && FigureSource.all().containsKey(metric.get());
    }

    private static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("| figure | unit | Linux | macOS, Windows |\n|---|---|---|---|\n");
        for (Map.Entry<SampleMetric, FigureSource> entry : FigureSource.all().entrySet()) {
            Description metric = entry.getKey().description();
            page.append("| `").append(metric.name()).append('`');
            if (!metric.label().isEmpty()) {
                page.append(", label `").append(metric.label()).append('`');
            }
            page.append(" | ").append(metric.unit());
            page.append(" | ").append(entry.getValue().linux());
            page.append(" | ").append(entry.getValue().elsewhere()).append(" |\n");
        }
        return page.toString();
    }
}
