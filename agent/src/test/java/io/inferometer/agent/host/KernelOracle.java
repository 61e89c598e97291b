package io.inferometer.agent.host;

import io.inferometer.exporter.api.HostFigure;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the kernel's files say when they are read in the plainest way. */
final class KernelOracle implements MachineOracle {

    private static final Path PROC = Path.of("/proc");
    private static final double TICKS_PER_SECOND = 100;
    private static final double KIB_PER_MIB = 1024;
    private static final double SECTOR_BYTES = 512;
    private static final double GB = 1e9;

    private final Map<HostFigure, Double> figures = new EnumMap<>(HostFigure.class);
    private double residentMib;

    @Override
    public Map<HostFigure, Double> read() throws IOException {
        figures.clear();
        readProcessors();
        readMemory();
        readDisks();
        readFileSystems();
        readNetwork();
        readProcesses();
        return new EnumMap<>(figures);
    }

    /** Where proportional memory takes long to read, a row has resident memory in its place: that of the last reading. */
    double residentMib() {
        return residentMib;
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(PROC.resolve(file));
    }

    private static double[] numbers(String line) {
        return Stream.of(line.trim().split("\\s+"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private void readProcessors() throws IOException {
        double[] ticks = numbers(lines("stat").get(0).substring("cpu".length()));
        figures.put(HostFigure.SYSTEM_UTIME, (ticks[0] + ticks[1]) / TICKS_PER_SECOND);
        figures.put(HostFigure.SYSTEM_STIME, ticks[2] / TICKS_PER_SECOND);
        try (Stream<Path> all = Files.list(PROC)) {
            figures.put(HostFigure.SYSTEM_PROCESSES, (double)
                    all.filter(path -> path.getFileName().toString().matches("\\d+"))
                            .count());
        }
    }

    private static double sum(String file, String... keys) throws IOException {
        double sum = 0;
        for (String line : lines(file)) {
            for (String key : keys) {
                if (line.startsWith(key + ":")) {
                    sum += Double.parseDouble(
                            line.replaceAll("\\D+", " ").trim().split(" ")[0]);
                }
            }
        }
        return sum;
    }

    private void readMemory() throws IOException {
        String file = "meminfo";
        figures.put(HostFigure.SYSTEM_MEMORY_FREE_MIB, sum(file, "MemFree") / KIB_PER_MIB);
        figures.put(
                HostFigure.SYSTEM_MEMORY_USED_MIB, (sum(file, "MemTotal") - sum(file, "MemAvailable")) / KIB_PER_MIB);
        figures.put(HostFigure.SYSTEM_MEMORY_BUFFERS_MIB, sum(file, "Buffers") / KIB_PER_MIB);
        figures.put(HostFigure.SYSTEM_MEMORY_CACHED_MIB, sum(file, "Cached", "SReclaimable") / KIB_PER_MIB);
        figures.put(HostFigure.SYSTEM_MEMORY_ACTIVE_MIB, sum(file, "Active") / KIB_PER_MIB);
        figures.put(HostFigure.SYSTEM_MEMORY_INACTIVE_MIB, sum(file, "Inactive") / KIB_PER_MIB);
    }

    private void readDisks() throws IOException {
        double read = 0;
        double written = 0;
        for (String line : lines("diskstats")) {
            String[] words = line.trim().split("\\s+");
            if (Files.exists(Path.of("/sys/block", words[2], "device"))) {
                read += Double.parseDouble(words[5]) * SECTOR_BYTES;
                written += Double.parseDouble(words[9]) * SECTOR_BYTES;
            }
        }
        figures.put(HostFigure.SYSTEM_DISK_READ_BYTES, read);
        figures.put(HostFigure.SYSTEM_DISK_WRITE_BYTES, written);
    }

    private void readFileSystems() throws IOException {
        Map<String, FileStore> stores = new TreeMap<>();
        for (String line : lines("mounts")) {
            String[] words = line.split(" ", -1);
            if (words[0].startsWith("/dev/") && !words[0].startsWith("/dev/loop")) {
                stores.put(words[0], Files.getFileStore(Path.of(words[1])));
            }
        }
        double total = 0;
        double free = 0;
        for (FileStore store : stores.values()) {
            total += store.getTotalSpace() / GB;
            free += store.getUsableSpace() / GB;
        }
        figures.put(HostFigure.SYSTEM_DISK_SPACE_TOTAL_GB, total);
        figures.put(HostFigure.SYSTEM_DISK_SPACE_FREE_GB, free);
        figures.put(HostFigure.SYSTEM_DISK_SPACE_USED_GB, total - free);
    }

    private void readNetwork() throws IOException {
        double received = 0;
        double sent = 0;
        for (String line : lines("net/dev")) {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.substring(0, colon).trim().equals("lo")) {
                double[] numbers = numbers(line.substring(colon + 1));
                received += numbers[0];
                sent += numbers[8];
            }
        }
        figures.put(HostFigure.SYSTEM_NET_RECV_BYTES, received);
        figures.put(HostFigure.SYSTEM_NET_SENT_BYTES, sent);
    }

    private void readProcesses() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        residentMib = 0;
        figures.put(HostFigure.PROCESS_PID, (double) self.pid());
        figures.put(HostFigure.PROCESS_CHILDREN, (double) self.descendants().count());
        for (ProcessHandle process :
                (Iterable<ProcessHandle>) Stream.concat(Stream.of(self), self.descendants())::iterator) {
            String directory = Long.toString(process.pid());
            String stat = lines(directory + "/stat").get(0);
            double[] ticks = numbers(stat.substring(stat.lastIndexOf(')') + " R ".length()));
            add(HostFigure.PROCESS_UTIME, (ticks[10] + ticks[12]) / TICKS_PER_SECOND);
            add(HostFigure.PROCESS_STIME, (ticks[11] + ticks[13]) / TICKS_PER_SECOND);
            add(HostFigure.PROCESS_MEMORY_MIB, sum(directory + "/smaps_rollup", "Pss") / KIB_PER_MIB);
            residentMib += sum(directory + "/smaps_rollup", "Rss") / KIB_PER_MIB;
            add(HostFigure.PROCESS_DISK_READ_BYTES, sum(directory + "/io", "read_bytes"));
            add(HostFigure.PROCESS_DISK_WRITE_BYTES, sum(directory + "/io", "write_bytes"));
        }
    }

    private void add(HostFigure figure, double more) {
        figures.merge(figure, more, Double::sum);
    }
}
