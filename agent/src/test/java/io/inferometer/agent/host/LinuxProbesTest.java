package io.inferometer.agent.host;

import static io.inferometer.agent.host.Looks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.exporter.api.HostStats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxProbesTest {

    @TempDir
    Path directory;

    private FileTree tree;

    @BeforeEach
    void plantTree() {
        tree = new FileTree(directory);
    }

    @Test
    void cpuUseIsUnknownAtTheFirstLookAndExactBetweenTwo() throws IOException {
        String cpus = "cpu0 1 1 1 1\ncpu1 1 1 1 1\nintr 5 4 3\n";
        HostSampler sampler = new HostSampler(List.of(new LinuxCpu(tree.root())));
        tree.with("proc/loadavg", "1.25 1.00 0.50 2/300 4711\n");
        tree.with("proc/stat", "cpu  100 0 100 700 100 0 0 0 50 0\n" + cpus);

        HostStats first = sampler.sample();
        // 30 user, 10 system, 10 interrupts, 25 idle, 25 waiting for disks; guest time is part of user time.
        tree.with("proc/stat", "cpu  130 0 110 725 125 5 5 0 80 0\n" + cpus);
        HostStats second = sampler.sample();

        assertThat(Looks.names(first)).doesNotContain("inferometer_host_cpu_usage_ratio");
        assertThat(value(first, "inferometer_host_cpu_user_seconds_total")).isEqualTo(1);
        assertThat(value(second, "inferometer_host_cpu_user_seconds_total")).isEqualTo(1.3);
        assertThat(value(second, "inferometer_host_cpu_system_seconds_total")).isEqualTo(1.1);
        assertThat(value(second, "inferometer_host_cpu_io_wait_seconds_total")).isEqualTo(1.25);
        assertThat(value(second, "inferometer_host_cpu_steal_seconds_total")).isZero();
        assertThat(first.utilization().cpuPercent()).isNaN();
        assertThat(value(second, "inferometer_host_cpu_usage_ratio")).isEqualTo(0.5);
        assertThat(value(second, "inferometer_host_cpus")).isEqualTo(2);
        assertThat(value(second, "inferometer_host_load1")).isEqualTo(1.25);
        assertThat(second.utilization().cpuPercent()).isEqualTo(100);
    }

    @Test
    void memoryInUseIsWhatIsNotAvailable() throws IOException {
        tree.with(
                "proc/meminfo",
                "MemTotal: 1000 kB\nMemFree: 100 kB\nMemAvailable: 250 kB\nSwapTotal: 64 kB\nSwapFree: 48 kB\n");

        HostStats stats = Looks.at(new LinuxMemory(tree.root()));

        assertThat(value(stats, "inferometer_host_memory_total_bytes")).isEqualTo(1_024_000);
        assertThat(value(stats, "inferometer_host_memory_available_bytes")).isEqualTo(256_000);
        assertThat(value(stats, "inferometer_host_memory_used_bytes")).isEqualTo(768_000);
        assertThat(value(stats, "inferometer_host_swap_total_bytes")).isEqualTo(65_536);
        assertThat(value(stats, "inferometer_host_swap_used_bytes")).isEqualTo(16_384);
        assertThat(stats.utilization().memoryPercent()).isEqualTo(75);
    }

    @Test
    void oldKernelsWithoutAvailableMemoryAreEstimated() throws IOException {
        tree.with("proc/meminfo", "MemTotal: 1000 kB\nMemFree: 100 kB\nBuffers: 50 kB\nCached: 100 kB\n");

        HostStats stats = Looks.at(new LinuxMemory(tree.root()));

        assertThat(value(stats, "inferometer_host_memory_available_bytes")).isEqualTo(256_000);
        assertThat(Looks.names(stats)).doesNotContain("inferometer_host_swap_total_bytes");
    }

    @Test
    void loopbackIsNoNetworkTraffic() throws IOException {
        tree.with("proc/net/dev", """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                    lo: 1144424     517    0    0    0     0          0         0  1144424     517    0    0    0     0       0          0
                  eth0:     100       1    0    0    0     0          0         0       20       1    0    0    0     0       0          0
                local0:5000000000     1    0    0    0     0          0         0        3       1    0    0    0     0       0          0
                """);

        HostStats stats = Looks.at(new LinuxNetwork(tree.root()));

        assertThat(value(stats, "inferometer_host_network_received_bytes_total"))
                .isEqualTo(5_000_000_100.0);
        assertThat(value(stats, "inferometer_host_network_sent_bytes_total")).isEqualTo(23);
    }

    @Test
    void theProcessTellsItsResidentMemoryAndThreads() throws IOException {
        tree.with("proc/self/status", "Name:\tjava\nVmRSS:\t  2048 kB\nThreads:\t17\n");

        HostStats stats = Looks.at(new KernelLines(tree.root()));

        assertThat(value(stats, "inferometer_process_memory_bytes")).isEqualTo(2_097_152);
        assertThat(value(stats, "inferometer_process_threads")).isEqualTo(17);
    }

    @Test
    void aFileThatIsMissingCostsItsOwnFiguresAlone() throws IOException {
        tree.with("proc/self/status", "Name:\tjava\nThreads:\t17\n");

        HostStats without = Looks.at(new KernelLines(tree.root()));
        tree.with("proc/vmstat", "oom_kill_disable 5\noom_kill 3\npgmajfault 9\n");
        HostStats with = Looks.at(new KernelLines(tree.root()));

        assertThat(Looks.names(without)).containsExactlyInAnyOrder("inferometer_process_threads", Looks.SET_BACK);
        assertThat(value(with, "inferometer_host_out_of_memory_kills_total")).isEqualTo(3);
        assertThat(value(with, "inferometer_process_threads")).isEqualTo(17);
    }

    @Test
    void nativeMemoryIsWhatIsResidentBeyondWhatTheJvmCommitsAndNeverLessThanNone() throws IOException {
        tree.with("proc/self/status", "VmRSS:\t  2048 kB\n");
        String name = "inferometer_process_native_bytes";

        assertThat(value(Looks.at(new NativeMemory(tree.root(), () -> 1_000_000)), name))
                .isEqualTo(1_097_152);
        assertThat(value(Looks.at(new NativeMemory(tree.root(), () -> 3_000_000)), name))
                .isZero();

        tree.with("proc/self/status", "Name:\tjava\n");
        assertThat(Looks.names(Looks.at(new NativeMemory(tree.root(), () -> 0))))
                .containsExactly(Looks.SET_BACK);
    }

    @Test
    void diskSpaceIsThatOfTheDirectorysFileSystem() {
        HostStats stats = Looks.at(new DiskSpace(directory.toFile()));

        assertThat(value(stats, "inferometer_host_disk_total_bytes"))
                .isEqualTo(directory.toFile().getTotalSpace());
        assertThat(stats.utilization().diskPercent()).isBetween(0.0, 100.0);
        assertThat(Looks.names(Looks.at(new DiskSpace(directory.resolve("gone").toFile()))))
                .containsExactly(Looks.SET_BACK);
    }

    @Test
    void theHostIsDescribedOnceByLabels() throws IOException {
        tree.with("proc/cpuinfo", "processor\t: 0\nmodel name\t: AMD EPYC 7R13\nflags\t: fpu\n");

        HostStats stats = Looks.at(new HostInfo(tree.root()));

        assertThat(stats.samples()).first().satisfies(sample -> {
            assertThat(sample.value()).isEqualTo(1);
            assertThat(sample.labels()).containsEntry("cpu", "AMD EPYC 7R13").containsKeys("os", "os_version", "arch");
        });
    }

    @Test
    void theProcessTellsTheCoresItUsedAndWhenItStarted() {
        HostSampler sampler = new HostSampler(List.of(new ProcessUse()));
        sampler.sample();
        long start = System.nanoTime();
        while (System.nanoTime() - start < 200_000_000L) {
            Thread.onSpinWait();
        }

        assertThat(value(sampler.sample(), "inferometer_process_cpu_usage_ratio"))
                .isGreaterThan(0.05);
        assertThat(value(sampler.sample(), "inferometer_process_start_time_seconds"))
                .isCloseTo(
                        ProcessHandle.current()
                                .info()
                                .startInstant()
                                .orElseThrow()
                                .getEpochSecond(),
                        within(30.0));
    }
}
