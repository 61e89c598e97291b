package io.inferometer.agent.host;

import static io.inferometer.agent.host.Looks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.exporter.api.HostStats;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.nativefree.SystemInfo;
import oshi.software.os.OSProcess;

/** What is read of {@code /proc} without OSHI agrees with OSHI, which may fork processes here. */
@EnabledOnOs(OS.LINUX)
class OshiOracleTest {

    private static final double MANY_BYTES = 256 << 20;

    /** Of the kernel's figures, whatever the disk's own sectors are. */
    private static final int SECTOR_BYTES = 512;

    private final SystemInfo oshi = new SystemInfo();
    private final HardwareAbstractionLayer hardware = oshi.getHardware();
    private final HostStats stats = new HostSampler(HostSampler.linux(new File("/"))).sample();

    @Test
    void memory() {
        GlobalMemory memory = hardware.getMemory();

        assertThat(value(stats, "inferometer_host_memory_total_bytes")).isEqualTo(memory.getTotal());
        assertThat(value(stats, "inferometer_host_memory_available_bytes"))
                .isCloseTo(memory.getAvailable(), within(MANY_BYTES));
        assertThat(value(stats, "inferometer_host_swap_total_bytes"))
                .isEqualTo(memory.getVirtualMemory().getSwapTotal());
    }

    @Test
    void processors() {
        assertThat(value(stats, "inferometer_host_cpus"))
                .isEqualTo(hardware.getProcessor().getLogicalProcessorCount());
        assertThat(value(stats, "inferometer_host_load1"))
                .isCloseTo(hardware.getProcessor().getSystemLoadAverage(1)[0], within(2.0));
    }

    @Test
    void network() {
        List<NetworkIF> interfaces = hardware.getNetworkIFs(true);
        double received = interfaces.stream()
                .filter(each -> !each.getName().equals("lo"))
                .mapToDouble(NetworkIF::getBytesRecv)
                .sum();

        assertThat(value(stats, "inferometer_host_network_received_bytes_total"))
                .isCloseTo(received, within(MANY_BYTES));
    }

    @Test
    void disks() throws IOException {
        double read = 0;
        for (String line : Files.readAllLines(Path.of("/proc/diskstats"))) {
            String[] words = line.trim().split("\\s+", -1);
            // Only what has hardware below it is a disk: no partition, volume, loop or memory device.
            if (Files.exists(Path.of("/sys/block", words[2], "device"))) {
                read += Double.parseDouble(words[5]) * SECTOR_BYTES;
            }
        }

        assertThat(value(stats, "inferometer_host_disk_read_bytes_total")).isCloseTo(read, within(MANY_BYTES));
    }

    @Test
    void process() {
        OSProcess process = oshi.getOperatingSystem().getCurrentProcess();

        assertThat(value(stats, "inferometer_process_memory_bytes"))
                .isCloseTo(process.getResidentMemory(), within(MANY_BYTES));
        assertThat(value(stats, "inferometer_process_start_time_seconds"))
                .isCloseTo(process.getStartTime() / 1e3, within(30.0));
    }
}
