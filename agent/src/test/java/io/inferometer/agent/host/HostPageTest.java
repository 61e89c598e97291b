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
        The agent reads these figures every five seconds, or as often as `interval` or an exporter asks, once there is a push exporter, a
        model or a reader: the page, `/metrics` or JMX. With a push exporter the first look is taken at the start, before the first
        window may end; else, at the latest, when they are first read, without those that compare two looks, such as CPU use. What cannot be read
        is absent. `host.enabled=false` turns all of it off, `gpu.enabled=false` the GPUs.

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
        * `inferometer_host_reads_failed_total` counts what a source should have told and did not: `machine` is files and beans, `nvml`
          NVIDIA's library, `oshi` OSHI. Such a figure is absent from that look.
        * GPUs of NVIDIA are numbered as `nvidia-smi` does, those of AMD in the order of their cards, `amd0` and so on beside NVIDIA's.
          The figures of a GPU that is divided into MIG devices are those of the GPU, but for its memory, which is told for each device: `1:0`
          is device 0 of GPU 1. MIG has no utilisation. A process in a container is told only if the driver knows it by the number that
          it has there.
        * NVIDIA's library is loaded only if its device, its driver or itself is there. It is asked on a thread of its own: what does not
          answer within a tenth of a second is told at the next look, and what has not answered by then is absent and counted.

        ## Native code

        Figures of NVIDIA's GPUs, and OSHI on macOS and Windows, need calls of native code. From JDK 22 on the JVM warns of those, or refuses
        them, unless it was started with `--enable-native-access=ALL-UNNAMED`. `native-access` says what the agent does:

        | `native-access` | |
        |---|---|
        | `never` | no native code is called |
        | `granted` (default) | it is called where the JVM allows it without a warning: on JDK 17 to 21; with `--enable-native-access=ALL-UNNAMED`; or after the application's own native library has brought the warning, as most inference libraries do |
        | `grant` | where the JVM does not allow it, the agent enables it for all code on class paths, the application's too, even where `--illegal-native-access=deny` is set |

        Without it one line says so; there are no figures of NVIDIA's GPUs, and on macOS and Windows those of the JVM's own beans. On JDK
        17 to 21 calls go through JNA, which unpacks its library (0.1 MB) below `~/.cache/JNA` or the directory that `jna.tmpdir` names, and
        starts a thread, `JNA Cleaner`; so does OSHI on any JDK. `inferometer-agent-slim.jar` has neither JNA nor OSHI for macOS and Windows:
        with it, GPUs of NVIDIA take JDK 22.

        ## What was run where

        | | |
        |---|---|
        | Linux 6.18, x86-64, control groups of version 1, JDK 17 and 25 | run; under load of CPU, memory, disk and network within 2 % of node_exporter 1.5 |
        | control groups of version 2, pressure of containers, other mounts | files as the kernel writes them |
        | GPUs of AMD | files as the kernel's driver writes them; no machine with one was at hand |
        | GPUs of NVIDIA | a library in C with the types of `nvml.h` in the driver's place, JNA on JDK 17 and `java.lang.foreign` on JDK 25; no machine with one was at hand |
        | macOS, Windows | OSHI's types with recorded values, OSHI itself on Linux, and what follows where OSHI does not start; neither system was at hand |

        ## Figures

        """;

    @Test
    void thePageListsEveryFigureWithItsSource() throws IOException {
        if ("write".equals(System.getProperty("page"))) {
            Files.writeString(PAGE, page());
        }
        assertThat(PAGE).as("write it anew with -Dpage=write").hasContent(page());
    }

    @Test
    void everyFigureOfAProbeHasASourceAndNoOtherHasOne() {
        List<SampleMetric> figures = new ArrayList<>();
        for (SampleMetric metric : SampleMetric.values()) {
            if (metric.name().matches("(HOST|PROCESS|GPU|JVM)_.*|INFERENCE_STALLED_SECONDS")) {
                figures.add(metric);
            }
        }

        assertThat(FigureSource.all().keySet()).containsExactlyElementsOf(figures);
    }

    @Test
    void whatALookFindsIsInTheCatalogue() {
        List<MetricSample> found = new ArrayList<>();
        HostLooks looks = new HostLooks(HostSetup.of(line -> {}));
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
