package io.inferometer.agent.host;

import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.MetricSample;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Main class: makes load of CPU, memory, disk and network, and prints a line for each figure: its name, what the agent told, and what
 * node_exporter told at the same time. Of counters it is by how much they grew.
 */
public final class UnderLoad {

    private static final long MILLIS = 4_000;
    private static final int MEMORY = 128 << 20;
    private static final int DISK = 96 << 20;
    private static final int CHUNK = 1 << 20;
    private static final Pattern SAMPLE = Pattern.compile("(node_[a-z0-9A-Z_]+)(\\{.*\\})? (\\S+)");

    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();
    private final HostSampler sampler = new HostSampler(line -> {});

    private UnderLoad(URI address) {
        this.address = address;
    }

    /** @param arguments node_exporter's port, a file to write, and an address that takes no packets; none to make no traffic */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String port = arguments[0];
        Process exporter = new ProcessBuilder(
                        "prometheus-node-exporter",
                        "--web.listen-address=127.0.0.1:" + port,
                        "--collector.disable-defaults",
                        "--collector.cpu",
                        "--collector.meminfo",
                        "--collector.diskstats",
                        "--collector.netdev",
                        "--collector.filefd",
                        "--collector.filesystem",
                        "--collector.pressure")
                .redirectErrorStream(true)
                .redirectOutput(Path.of(arguments[1] + ".log").toFile())
                .start();
        try {
            new UnderLoad(URI.create("http://127.0.0.1:" + port + "/metrics"))
                    .compare(Path.of(arguments[1]), arguments.length > 2 ? arguments[2] : "");
        } finally {
            exporter.destroyForcibly();
        }
    }

    private void compare(Path file, String target) throws IOException, InterruptedException {
        awaitExporter();
        sampler.sample();
        scrape();
        Map<String, Double> theirsBefore = scrape();
        HostStats before = sampler.sample();
        load(file, target);
        Map<String, Double> theirs = scrape();
        HostStats after = sampler.sample();

        print("memory_total", value(after, "memory_total_bytes"), theirs.get("node_memory_MemTotal_bytes"));
        print("memory_available", value(after, "memory_available_bytes"), theirs.get("node_memory_MemAvailable_bytes"));
        print("memory_free", value(after, "memory_free_bytes"), theirs.get("node_memory_MemFree_bytes"));
        print("memory_buffers", value(after, "memory_buffers_bytes"), theirs.get("node_memory_Buffers_bytes"));
        print(
                "memory_cached",
                value(after, "memory_cached_bytes"),
                theirs.get("node_memory_Cached_bytes") + theirs.get("node_memory_SReclaimable_bytes"));
        print("memory_active", value(after, "memory_active_bytes"), theirs.get("node_memory_Active_bytes"));
        print("memory_inactive", value(after, "memory_inactive_bytes"), theirs.get("node_memory_Inactive_bytes"));
        print("swap_total", value(after, "swap_total_bytes"), theirs.get("node_memory_SwapTotal_bytes"));
        print("open_files", value(after, "open_files"), theirs.get("node_filefd_allocated"));
        print("file_systems_total", value(after, "file_systems_total_bytes"), fileSystems(theirs, "size"));
        print("file_systems_free", value(after, "file_systems_free_bytes"), fileSystems(theirs, "avail"));
        growth(
                "cpu_user",
                "cpu_user_seconds_total",
                before,
                after,
                theirsBefore,
                theirs,
                of("cpu_seconds", "user|nice"));
        growth(
                "cpu_system",
                "cpu_system_seconds_total",
                before,
                after,
                theirsBefore,
                theirs,
                of("cpu_seconds", "system"));
        growth(
                "disk_written",
                "disk_written_bytes_total",
                before,
                after,
                theirsBefore,
                theirs,
                name -> name.startsWith("node_disk_written_bytes_total") && !name.matches(".*\"(dm-|md|zram|loop).*"));
        growth(
                "network_sent",
                "network_sent_bytes_total",
                before,
                after,
                theirsBefore,
                theirs,
                name -> name.startsWith("node_network_transmit_bytes_total") && !name.contains("\"lo\""));
    }

    private static Predicate<String> of(String metric, String modes) {
        return Pattern.compile("node_" + metric + "_total\\{.*mode=\"(" + modes + ")\".*")
                .asMatchPredicate();
    }

    /** Each device once. */
    private static double fileSystems(Map<String, Double> theirs, String what) {
        Map<String, Double> byDevice = new TreeMap<>();
        Pattern line = Pattern.compile("node_filesystem_" + what + "_bytes\\{device=\"(/dev/[^\"]+)\".*");
        theirs.forEach((name, value) -> {
            Matcher found = line.matcher(name);
            if (found.matches() && !found.group(1).startsWith("/dev/loop")) {
                byDevice.putIfAbsent(found.group(1), value);
            }
        });
        return byDevice.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static void growth(
            String name,
            String figure,
            HostStats before,
            HostStats after,
            Map<String, Double> theirsBefore,
            Map<String, Double> theirs,
            Predicate<String> which) {
        print(name, value(after, figure) - value(before, figure), sum(theirs, which) - sum(theirsBefore, which));
    }

    private static double sum(Map<String, Double> values, Predicate<String> which) {
        double sum = 0;
        for (Map.Entry<String, Double> each : values.entrySet()) {
            sum += which.test(each.getKey()) ? each.getValue() : 0;
        }
        return sum;
    }

    private static double value(HostStats stats, String name) {
        return stats.samples().stream()
                .filter(sample -> sample.name().equals("inferometer_host_" + name))
                .mapToDouble(MetricSample::value)
                .findFirst()
                .orElse(0);
    }

    private static void print(String name, double ours, double theirs) {
        System.out.println(String.format(Locale.ROOT, "%s %.3f %.3f", name, ours, theirs));
    }

    private void load(Path file, String target) throws IOException, InterruptedException {
        long end = System.nanoTime() + MILLIS * 1_000_000;
        List<byte[]> memory = new ArrayList<>();
        for (int i = 0; i < MEMORY; i += CHUNK) {
            memory.add(new byte[CHUNK]);
        }
        ByteBuffer content = ByteBuffer.allocate(CHUNK);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < DISK; i += CHUNK) {
                out.write(content.clear());
            }
            out.force(true);
        }
        if (!target.isEmpty()) {
            try (DatagramSocket socket = new DatagramSocket()) {
                DatagramPacket packet = new DatagramPacket(new byte[1_400], 1_400, InetAddress.getByName(target), 9);
                for (int i = 0; i < 20_000; i++) {
                    socket.send(packet);
                }
            }
        }
        long sum = 0;
        while (System.nanoTime() < end) {
            sum += memory.get((int) (sum & 63)).length + System.nanoTime();
        }
        // What is written late is written before the last look, and not between it and node_exporter's.
        Files.delete(file);
        Thread.sleep(50 + (sum & 1));
    }

    private void awaitExporter() throws InterruptedException {
        long end = System.nanoTime() + 20_000_000_000L;
        while (true) {
            try {
                scrape();
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("node_exporter does not answer", notYet);
                }
                Thread.sleep(50);
            }
        }
    }

    private Map<String, Double> scrape() throws IOException, InterruptedException {
        String text = client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        Map<String, Double> samples = new TreeMap<>();
        for (String line : text.split("\n")) {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                String labels = sample.group(2) == null ? "" : sample.group(2);
                samples.put(sample.group(1) + labels, Double.valueOf(sample.group(3)));
            }
        }
        return samples;
    }
}
