package io.inferometer.agent.host;

import io.inferometer.agent.log.Log;
import io.inferometer.exporter.metric.SampleMetric;
import java.util.List;
import oshi.hardware.HWDiskStore;
import oshi.nativefree.SystemInfo;

/**
 * Traffic of the disks together. OSHI says which block devices are disks: loop and RAM devices are none, and partitions
 * and volumes would count their disk's traffic again. The disks are those of the first look, so that the sums only grow.
 */
final class LinuxDisks implements Probe {

    private List<HWDiskStore> disks;

    @Override
    public void read(Readings readings) {
        if (disks == null) {
            disks = findDisks();
        }
        double read = 0;
        double written = 0;
        for (HWDiskStore disk : disks) {
            // A disk that was removed keeps its last figures, for the same reason.
            if (!disk.updateAttributes()) {
                Log.debug(disk.getName().concat(" does not answer"));
            }
            read += disk.getReadBytes();
            written += disk.getWriteBytes();
        }
        readings.add(SampleMetric.HOST_DISK_READ_BYTES, read);
        readings.add(SampleMetric.HOST_DISK_WRITTEN_BYTES, written);
    }

    private static List<HWDiskStore> findDisks() {
        // OSHI looks for its settings in the context class loader, where the application's own OSHI may lie.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(LinuxDisks.class.getClassLoader());
        try {
            return new SystemInfo().getHardware().getDiskStores();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
