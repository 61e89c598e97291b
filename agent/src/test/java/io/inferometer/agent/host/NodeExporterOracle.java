package io.inferometer.agent.host;

import io.inferometer.exporter.api.HostFigure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What Prometheus' node-exporter says of this machine. */
final class NodeExporterOracle implements MachineOracle, AutoCloseable {

    private static final String PROGRAM = "prometheus-node-exporter";
    private static final double MIB = 1 << 20;
    private static final double GB = 1e9;

    private final URI metrics;
    private final Process exporter;

    private NodeExporterOracle(URI metrics, Process exporter) {
        this.metrics = metrics;
        this.exporter = exporter;
    }

    /** Skips the test, with a reason, where it is not installed. */
    static NodeExporterOracle start() throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(
                List.of(PROGRAM, "--web.listen-address=127.0.0.1:" + port, "--collector.disable-defaults"));
        Stream.of("cpu", "meminfo", "diskstats", "filesystem", "netdev", "processes")
                .map("--collector."::concat)
                .forEach(command::add);
        Process started;
        try {
            started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            Assumptions.abort(PROGRAM + " is not installed: apt-get install " + PROGRAM);
            throw missing;
        }
        NodeExporterOracle oracle =
                new NodeExporterOracle(URI.create("http://127.0.0.1:" + port + "/metrics"), started);
        for (int i = 0; ; i++) {
            try {
                oracle.read();
                return oracle;
            } catch (IOException notYet) {
                if (i == 100 || !started.isAlive()) {
                    throw notYet;
                }
                started.waitFor(100, TimeUnit.MILLISECONDS);
            }
        }
    }

    @Override
    public Map<HostFigure, Double> read() throws IOException {
        String text;
        try (var in = metrics.toURL().openStream()) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Map<HostFigure, Double> figures = new EnumMap<>(HostFigure.class);
        figures.put(HostFigure.SYSTEM_UTIME, sum(text, "node_cpu_seconds_total\\{.*mode=\"(user|nice)\"}"));
        figures.put(HostFigure.SYSTEM_STIME, sum(text, "node_cpu_seconds_total\\{.*mode=\"system\"}"));
        figures.put(HostFigure.SYSTEM_PROCESSES, sum(text, "node_processes_pids"));
        figures.put(HostFigure.SYSTEM_MEMORY_FREE_MIB, memory(text, "MemFree"));
        figures.put(HostFigure.SYSTEM_MEMORY_USED_MIB, memory(text, "MemTotal") - memory(text, "MemAvailable"));
        figures.put(HostFigure.SYSTEM_MEMORY_BUFFERS_MIB, memory(text, "Buffers"));
        figures.put(HostFigure.SYSTEM_MEMORY_CACHED_MIB, memory(text, "Cached") + memory(text, "SReclaimable"));
        figures.put(HostFigure.SYSTEM_MEMORY_ACTIVE_MIB, memory(text, "Active"));
        figures.put(HostFigure.SYSTEM_MEMORY_INACTIVE_MIB, memory(text, "Inactive"));
        String disk = "\\{device=\"(?!dm-|md|zram)[^\"]*\"}";
        figures.put(HostFigure.SYSTEM_DISK_READ_BYTES, sum(text, "node_disk_read_bytes_total" + disk));
        figures.put(HostFigure.SYSTEM_DISK_WRITE_BYTES, sum(text, "node_disk_written_bytes_total" + disk));
        String interfaces = "\\{device=\"(?!lo\")[^\"]*\"}";
        figures.put(HostFigure.SYSTEM_NET_RECV_BYTES, sum(text, "node_network_receive_bytes_total" + interfaces));
        figures.put(HostFigure.SYSTEM_NET_SENT_BYTES, sum(text, "node_network_transmit_bytes_total" + interfaces));
        double total = fileSystems(text, "size");
        double free = fileSystems(text, "avail");
        figures.put(HostFigure.SYSTEM_DISK_SPACE_TOTAL_GB, total);
        figures.put(HostFigure.SYSTEM_DISK_SPACE_FREE_GB, free);
        figures.put(HostFigure.SYSTEM_DISK_SPACE_USED_GB, total - free);
        return figures;
    }

    private static double memory(String text, String name) {
        return sum(text, "node_memory_" + name + "_bytes") / MIB;
    }

    private static double sum(String text, String series) {
        return text.lines()
                .filter(line -> line.matches(series + " .*"))
                .mapToDouble(NodeExporterOracle::value)
                .sum();
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    /** Each device once. */
    private static double fileSystems(String text, String what) {
        return text
                        .lines()
                        .filter(line -> line.matches("node_filesystem_" + what + "_bytes\\{device=\"/dev/(?!loop).*"))
                        .filter(line -> !line.contains("fstype=\"squashfs\""))
                        .collect(Collectors.toMap(
                                line -> line.replaceAll(".*device=\"([^\"]*)\".*", "$1"),
                                NodeExporterOracle::value,
                                (first, again) -> first))
                        .values()
                        .stream()
                        .mapToDouble(Double::doubleValue)
                        .sum()
                / GB;
    }

    @Override
    public void close() {
        exporter.destroyForcibly();
    }
}
