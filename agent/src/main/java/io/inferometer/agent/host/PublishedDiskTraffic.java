package io.inferometer.agent.host;

import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Traffic of block devices as Sentinel's published clients add it up, from {@code /proc/diskstats}: loop, RAM and stacked devices too, and
 * partitions unless their names are those of SCSI, NVMe or MMC disks; in sectors of the hardware's size, whereas the kernel counts sectors
 * of 512 bytes.
 */
final class PublishedDiskTraffic {

    private static final Pattern PARTITION = Pattern.compile("(sd[a-z]+)\\d+|(nvme\\d+n\\d+)p\\d+|(mmcblk\\d+)p\\d+");
    private static final int USUAL_SECTOR = 512;

    /** Words of a line before a device's name, between it and the sectors read, and from these to the sectors written. */
    private static final int NAME = 2;

    private static final int READ = 2;
    private static final int WRITTEN = 4;

    private final File stats;
    private final File devices;
    private final Map<String, Double> sectorBytes = new HashMap<>();
    private Map<String, Traffic> before = Map.of();

    PublishedDiskTraffic(File root) {
        stats = new File(root, "proc/diskstats");
        devices = new File(root, "sys/block");
    }

    /**
     * In bytes.
     *
     * @param read since the last look
     * @param written since the last look
     */
    record Traffic(double read, double written) {}

    /** Returns what devices that were there at the last look have read and written since. */
    Traffic next() throws IOException {
        Map<String, Traffic> now = new HashMap<>();
        double read = 0;
        double written = 0;
        for (String line : ProcFile.read(stats).split("\n", -1)) {
            int nameEnd = ProcFile.skipWords(line, 0, NAME + 1);
            String name =
                    line.substring(ProcFile.skipWords(line, 0, NAME), nameEnd).trim();
            if (name.isEmpty() || isPartition(name)) {
                continue;
            }
            int readAt = ProcFile.skipWords(line, nameEnd, READ);
            double bytes = sectorBytes(name);
            Traffic total = new Traffic(
                    ProcFile.numberAt(line, readAt) * bytes,
                    ProcFile.numberAt(line, ProcFile.skipWords(line, readAt, WRITTEN)) * bytes);
            now.put(name, total);
            Traffic last = before.getOrDefault(name, total);
            read += Math.max(0, total.read - last.read);
            written += Math.max(0, total.written - last.written);
        }
        before = now;
        return new Traffic(read, written);
    }

    private boolean isPartition(String name) {
        Matcher partition = PARTITION.matcher(name);
        if (!partition.matches()) {
            return false;
        }
        for (int kind = 1; kind <= partition.groupCount(); kind++) {
            if (partition.group(kind) != null && new File(devices, partition.group(kind)).exists()) {
                return true;
            }
        }
        return false;
    }

    private double sectorBytes(String name) throws IOException {
        Double known = sectorBytes.get(name);
        if (known == null) {
            double told = ProcFile.number(new File(devices, name.concat("/queue/hw_sector_size")));
            known = told > 0 ? told : USUAL_SECTOR;
            sectorBytes.put(name, known);
        }
        return known;
    }
}
