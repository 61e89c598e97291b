package io.inferometer.exporter.sentinel;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is known of the machine: keys of the API, null where nothing is. Read each time. */
final class MachineFields {

    private static final int SECTOR_BYTES = 512;
    private static final double GB = 1e9;

    private final Path root;
    private final String hostName;

    /**
     * @param root of the file system
     * @param hostName the machine's
     */
    MachineFields(Path root, String hostName) {
        this.root = root;
        this.hostName = hostName;
    }

    Map<String, ?> read() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("host_id", id());
        fields.put("host_hostname", hostName);
        fields.put("host_ip", address());
        List<String> cpuInfo = lines("proc/cpuinfo");
        long cpus =
                cpuInfo.stream().filter(line -> line.startsWith("processor")).count();
        fields.put("host_vcpus", cpus == 0 ? null : cpus);
        fields.put("host_cpu_model", value(cpuInfo, "model name"));
        fields.put("host_memory_mib", memoryMib());
        fields.put("host_storage_gb", storageGb());
        List<String> models = nvidiaModels();
        List<Long> memories = amdMemories();
        int gpus = models.size() + memories.size();
        fields.put("host_gpu_model", models.isEmpty() ? null : models.get(0));
        fields.put("host_gpu_count", gpus == 0 ? null : gpus);
        // NVIDIA's driver tells it to its library alone.
        boolean isKnown = models.isEmpty() && !memories.isEmpty();
        long bytes = memories.stream().mapToLong(Long::longValue).sum();
        fields.put("host_gpu_memory_mib", isKnown ? bytes / (1 << 20) : null);
        return fields;
    }

    private List<String> nvidiaModels() {
        return directories("proc/driver/nvidia/gpus").stream()
                .map(gpu -> value(lines(gpu + "/information"), "Model"))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Returns the bytes of each card that has memory of its own. */
    private List<Long> amdMemories() {
        return directories("sys/class/drm").stream()
                .filter(card -> card.matches(".*/card\\d+"))
                .map(card -> lines(card + "/device/mem_info_vram_total"))
                .filter(total -> !total.isEmpty() && total.get(0).strip().matches("\\d{1,18}"))
                .map(total -> Long.parseLong(total.get(0).strip()))
                .toList();
    }

    /** Returns what is in a directory, by name, each with the directory's own. */
    private List<String> directories(String directory) {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(root.resolve(directory))) {
            for (Path each : all) {
                found.add(directory + "/" + each.getFileName());
            }
        } catch (IOException | RuntimeException none) {
            return List.of();
        }
        Collections.sort(found);
        return found;
    }

    /** On EC2 the board's tag is the instance's id. */
    private String id() {
        List<String> tag = lines("sys/class/dmi/id/board_asset_tag");
        if (!tag.isEmpty() && !tag.get(0).isBlank() && !tag.get(0).equals("Not Specified")) {
            return tag.get(0).strip();
        }
        List<String> machine = lines("etc/machine-id");
        return machine.isEmpty() || machine.get(0).isBlank()
                ? null
                : machine.get(0).strip();
    }

    private static String address() {
        try {
            for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InetAddress address : Collections.list(each.getInetAddresses())) {
                    if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
                        return address.getHostAddress();
                    }
                }
            }
        } catch (SocketException unknown) {
            // A sandbox may hide them.
            return null;
        }
        return null;
    }

    private Long memoryMib() {
        String total = value(lines("proc/meminfo"), "MemTotal");
        return total == null || !total.matches("\\d{1,15} kB")
                ? null
                : Long.parseLong(total.substring(0, total.length() - 3)) / 1024;
    }

    private Double storageGb() {
        double bytes = 0;
        boolean isKnown = false;
        for (String device : directories("sys/block")) {
            List<String> size = lines(device + "/size");
            boolean isDisk = !device.startsWith("sys/block/loop") && !device.startsWith("sys/block/ram");
            if (isDisk && !size.isEmpty() && size.get(0).strip().matches("\\d{1,15}")) {
                bytes += Long.parseLong(size.get(0).strip()) * (double) SECTOR_BYTES;
                isKnown = true;
            }
        }
        return isKnown ? Math.round(bytes / GB * 100) / 100.0 : null;
    }

    private static String value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key) && line.indexOf(':') > 0)
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** Returns none where there is no such file, or it must not be read. */
    private List<String> lines(String file) {
        try {
            return Files.readAllLines(root.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException | RuntimeException unreadable) {
            return List.of();
        }
    }
}
