package io.inferometer.agent.host;

import static io.inferometer.agent.host.Looks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.agent.nativecode.NativeAccess;
import io.inferometer.agent.nativecode.NativeLibraries;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.metric.SampleMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.hardware.VirtualMemory;
import oshi.software.os.FileSystem;
import oshi.software.os.OSFileStore;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;
import oshi.spi.SystemInfoProvider;

/** The machine by OSHI: its types with values as macOS and Windows have them, and OSHI itself where this test runs. */
class OshiHostTest {

    private static final long GIB = 1L << 30;

    private final List<String> said = new ArrayList<>();

    private final Recorded processor = new Recorded()
            // Milliseconds: user, nice, system, idle, iowait, irq, softirq, steal.
            .with("getSystemCpuLoadTicks", new long[] {40_000, 0, 20_000, 140_000, 0, 0, 0, 0})
            .with("getSystemLoadAverage", new double[] {2.5})
            .with("getLogicalProcessorCount", 8);
    private final Recorded disk = new Recorded()
            .with("getName", "disk0")
            .with("updateAttributes", true)
            .with("getReadBytes", 1_000L)
            .with("getWriteBytes", 2_000L);
    private final Recorded net = new Recorded()
            .with("getName", "en0")
            .with("updateAttributes", true)
            .with("getBytesRecv", 300L)
            .with("getBytesSent", 400L);
    private final Recorded process = new Recorded()
            .with("updateAttributes", true)
            .with("getResidentMemory", 64 * GIB)
            .with("getThreadCount", 42)
            .with("getBytesRead", 5L)
            .with("getBytesWritten", 6L);
    private final Recorded files = new Recorded()
            .with("getOpenFileDescriptors", 9_000L)
            .with("getMaxFileDescriptors", 245_760L)
            .with("getFileStores", List.of(volume("/dev/disk3s1"), volume("/dev/disk3s1"), volume("/dev/disk4")));
    private final Recorded system = new Recorded()
            .with("getProcessCount", 500)
            .with("getThreadCount", 2_500)
            .with("getFileSystem", files.as(FileSystem.class))
            .with("getCurrentProcess", process.as(OSProcess.class));
    private final Recorded memory = new Recorded()
            .with("getTotal", 32 * GIB)
            .with("getAvailable", 8 * GIB)
            .with(
                    "getVirtualMemory",
                    new Recorded()
                            .with("getSwapTotal", 4 * GIB)
                            .with("getSwapUsed", GIB)
                            .as(VirtualMemory.class));
    private final Recorded hardware = new Recorded()
            .with("getProcessor", processor.as(CentralProcessor.class))
            .with("getMemory", memory.as(GlobalMemory.class))
            .with("getDiskStores", List.of(disk.as(HWDiskStore.class)))
            .with("getNetworkIFs", List.of(net.as(NetworkIF.class)));

    private static OSFileStore volume(String volume) {
        return new Recorded()
                .with("getVolume", volume)
                .with("updateAttributes", true)
                .with("getTotalSpace", 500 * GIB)
                .with("getUsableSpace", 100 * GIB)
                .as(OSFileStore.class);
    }

    private HostSampler sampler() {
        SystemInfoProvider oshi = new Recorded()
                .with("getHardware", hardware.as(HardwareAbstractionLayer.class))
                .with("getOperatingSystem", system.as(OperatingSystem.class))
                .as(SystemInfoProvider.class);
        return sampler(oshi);
    }

    private static HostSampler sampler(SystemInfoProvider oshi) {
        Supplier<Consumer<Readings>> host = new OshiHost(oshi);
        return new HostSampler(List.of(readings -> host.get().accept(readings)));
    }

    @Test
    void everyFigureThatASystemTellsIsTold() {
        HostSampler sampler = sampler();
        sampler.sample();
        processor.with("getSystemCpuLoadTicks", new long[] {43_000, 0, 21_000, 152_000, 0, 0, 0, 0});
        disk.with("getReadBytes", 1_500L);
        HostStats stats = sampler.sample();

        assertThat(value(stats, "inferometer_host_cpu_usage_ratio")).isCloseTo(0.25, within(1e-9));
        assertThat(stats.utilization().cpuPercent()).isCloseTo(200, within(1e-9));
        assertThat(stats.utilization().memoryPercent()).isEqualTo(75);
        assertThat(value(stats, "inferometer_host_cpus")).isEqualTo(8);
        assertThat(value(stats, "inferometer_host_cpu_user_seconds_total")).isEqualTo(43);
        assertThat(value(stats, "inferometer_host_cpu_system_seconds_total")).isEqualTo(21);
        assertThat(value(stats, "inferometer_host_load1")).isEqualTo(2.5);
        assertThat(value(stats, "inferometer_host_memory_total_bytes")).isEqualTo(32 * GIB);
        assertThat(value(stats, "inferometer_host_memory_used_bytes")).isEqualTo(24 * GIB);
        assertThat(value(stats, "inferometer_host_swap_used_bytes")).isEqualTo(GIB);
        assertThat(value(stats, "inferometer_host_disk_read_bytes_total")).isEqualTo(1_500);
        assertThat(value(stats, "inferometer_host_disk_written_bytes_total")).isEqualTo(2_000);
        assertThat(value(stats, "inferometer_host_network_received_bytes_total"))
                .isEqualTo(300);
        assertThat(value(stats, "inferometer_host_network_sent_bytes_total")).isEqualTo(400);
        assertThat(value(stats, "inferometer_host_file_systems_total_bytes"))
                .as("a volume that is mounted twice counts once")
                .isEqualTo(1_000 * GIB);
        assertThat(value(stats, "inferometer_host_file_systems_free_bytes")).isEqualTo(200 * GIB);
        assertThat(value(stats, "inferometer_host_processes")).isEqualTo(500);
        assertThat(value(stats, "inferometer_host_threads")).isEqualTo(2_500);
        assertThat(value(stats, "inferometer_host_open_files")).isEqualTo(9_000);
        assertThat(value(stats, "inferometer_host_open_files_limit")).isEqualTo(245_760);
        assertThat(value(stats, "inferometer_process_memory_bytes")).isEqualTo(64 * GIB);
        assertThat(value(stats, "inferometer_process_native_bytes")).isBetween(32.0 * GIB, 64.0 * GIB);
        assertThat(value(stats, "inferometer_process_threads")).isEqualTo(42);
        assertThat(value(stats, "inferometer_process_read_bytes_total")).isEqualTo(5);
        assertThat(failed(stats)).isZero();
    }

    @Test
    void whatWindowsDoesNotTellIsAbsent() {
        processor.with("getSystemLoadAverage", new double[] {-1});
        files.with("getMaxFileDescriptors", 0L);
        HostStats stats = sampler().sample();

        assertThat(Looks.names(stats))
                .contains("inferometer_host_open_files")
                .doesNotContain("inferometer_host_load1", "inferometer_host_open_files_limit");
    }

    @Test
    void aPartThatFailsIsAbsentAndCountedAndTheOthersAreTold() {
        memory.with("getTotal", new IllegalStateException("WMI does not answer"));
        HostSampler sampler = sampler();
        sampler.sample();
        HostStats stats = sampler.sample();

        assertThat(Looks.names(stats))
                .doesNotContain("inferometer_host_memory_total_bytes")
                .contains("inferometer_host_cpus", "inferometer_process_memory_bytes");
        assertThat(failed(stats)).isEqualTo(2);
    }

    @Test
    void aCounterThatStepsBackHolds() {
        HostSampler sampler = sampler();
        sampler.sample();
        disk.with("getReadBytes", 10L);
        process.with("getBytesRead", 1L);
        HostStats stats = sampler.sample();

        assertThat(value(stats, "inferometer_host_disk_read_bytes_total")).isEqualTo(1_000);
        assertThat(value(stats, "inferometer_process_read_bytes_total")).isEqualTo(5);
        assertThat(value(stats, "inferometer_host_counters_set_back_total")).isEqualTo(1);
    }

    /** Not as it is shipped: on Linux the agent reads {@code /proc}. It shows that OSHI answers as the recorded values do. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void oshiAndTheKernelsFilesAgree() throws ReflectiveOperationException {
        HostStats oshi = sampler(Class.forName("oshi.SystemInfo")
                        .asSubclass(SystemInfoProvider.class)
                        .getConstructor()
                        .newInstance())
                .sample();
        HostStats linux = new HostSampler(line -> {}).sample();

        assertThat(failed(oshi)).isZero();
        for (String same : List.of("inferometer_host_cpus", "inferometer_host_memory_total_bytes")) {
            assertThat(value(oshi, same)).as(same).isEqualTo(value(linux, same));
        }
        assertThat(value(oshi, "inferometer_process_memory_bytes"))
                .isCloseTo(
                        value(linux, "inferometer_process_memory_bytes"),
                        within(0.1 * value(linux, "inferometer_process_memory_bytes")));
        assertThat(value(oshi, "inferometer_host_cpu_user_seconds_total"))
                .isCloseTo(value(linux, "inferometer_host_cpu_user_seconds_total"), within(10.0));
        assertThat(Looks.names(oshi))
                .contains(
                        "inferometer_host_processes",
                        "inferometer_host_threads",
                        "inferometer_host_network_received_bytes_total",
                        "inferometer_host_disk_read_bytes_total",
                        "inferometer_process_native_bytes");
    }

    private HostSampler elsewhere(NativeAccess access, Supplier<ClassLoader> loader) {
        HostSetup setup =
                new HostSetup(said::add, false, access, new NativeLibraries(() -> null), loader, new ThreadErrors());
        return new HostSampler(HostSampler.elsewhere(setup));
    }

    private void beansTellAndOneLineSays(HostSampler sampler, String why) {
        sampler.sample();
        HostStats stats = sampler.sample();
        assertThat(Looks.names(stats)).contains("inferometer_host_memory_total_bytes", "inferometer_host_cpus");
        assertThat(said)
                .singleElement()
                .asString()
                .contains("come from the JVM's own beans, without disks and network: ", why);
    }

    @Test
    void withoutLeaveTheBeansTellAndOneLineSaysSo() {
        beansTellAndOneLineSays(
                elsewhere(NativeAccess.never(), () -> {
                    throw new AssertionError("a loader was made");
                }),
                "native-access=never");
    }

    @Test
    void withoutOshiTheBeansTellAndOneLineSaysSo() {
        beansTellAndOneLineSays(elsewhere(new NativeAccess(NativeAccess.GRANTED, null), () -> null), "slim jar");
    }

    @Test
    void whereOshiDoesNotStartTheBeansTellAndOneLineSaysSo() {
        beansTellAndOneLineSays(
                elsewhere(new NativeAccess(NativeAccess.GRANTED, null), ClassLoader::getPlatformClassLoader),
                "ClassNotFoundException: oshi.SystemInfo");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whereOshiStartsItTellsAndNoFigureTwice() throws InterruptedException {
        HostSampler sampler =
                elsewhere(new NativeAccess(NativeAccess.GRANTED, null), OshiHostTest.class::getClassLoader);
        HostStats stats = sampler.sample();
        for (long end = System.nanoTime() + 30_000_000_000L;
                !Looks.names(stats).contains("inferometer_host_disk_read_bytes_total");
                stats = sampler.sample()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(20);
        }
        assertThat(Looks.names(stats)).doesNotHaveDuplicates();
        assertThat(said).isEmpty();
    }

    private static double failed(HostStats stats) {
        return stats.samples().stream()
                .filter(sample -> sample.name()
                                .equals(SampleMetric.HOST_READS_FAILED
                                        .description()
                                        .name())
                        && sample.labels().containsValue("oshi"))
                .mapToDouble(sample -> sample.value())
                .sum();
    }
}
