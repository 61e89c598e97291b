package io.inferometer.agent.host;

import static io.inferometer.agent.host.Looks.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.MetricSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxHostTest {

    @TempDir
    Path directory;

    private FileTree tree;

    @BeforeEach
    void plantTree() {
        tree = new FileTree(directory);
    }

    @Test
    void pressureIsToldByResourceAndThatOfTheCpuOnlyForSome() throws IOException {
        tree.with(
                        "proc/pressure/cpu",
                        "some avg10=0.00 avg60=0.00 avg300=0.00 total=2500000\nfull avg10=0.00 total=7\n")
                .with("proc/pressure/memory", "some avg10=0.00 total=1000000\nfull avg10=0.00 total=500000\n")
                .with("proc/pressure/io", "some avg10=0.00 total=");

        HostStats stats = Looks.at(new LinuxPressure(tree.root()));

        assertThat(stats.samples().stream().filter(sample -> sample.labels().containsKey("resource")))
                .extracting(MetricSample::name, MetricSample::labels, MetricSample::value)
                .containsExactlyInAnyOrder(
                        of("inferometer_host_pressure_waiting_seconds_total", "cpu", 2.5),
                        of("inferometer_host_pressure_waiting_seconds_total", "memory", 1),
                        of("inferometer_host_pressure_stalled_seconds_total", "memory", 0.5));
    }

    @Test
    void aKernelWithoutPressureTellsNone() {
        assertThat(Looks.names(Looks.at(new LinuxPressure(tree.root())))).containsExactly(Looks.SET_BACK);
    }

    @Test
    void processesAreTheDirectoriesWithNumbersAndThreadsThoseOfTheHost() throws IOException {
        tree.with("proc/loadavg", "0.00 0.01 0.05 1/345 1234\n")
                .with("proc/17/stat", "")
                .with("proc/4/stat", "");
        tree.with("proc/self/mountinfo", "1 0 0:5 / /proc rw - proc proc rw\n");

        HostStats stats = Looks.at(new LinuxTasks(tree.root()));

        assertThat(value(stats, "inferometer_host_processes")).isEqualTo(2);
        assertThat(value(stats, "inferometer_host_threads")).isEqualTo(345);
    }

    @Test
    void hiddenProcessesAreNotCountedUnlessThisProcessSeesThemAll() throws IOException {
        tree.with("proc/loadavg", "0.00 0.01 0.05 1/345 1234\n").with("proc/17/stat", "");
        tree.with("proc/self/mountinfo", "1 0 0:5 / /proc rw - proc proc rw,hidepid=invisible\n");

        tree.with("proc/self/status", "Name:\tjava\nUid:\t1000\t1000\t1000\t1000\n");
        assertThat(Looks.names(Looks.at(new LinuxTasks(tree.root()))))
                .containsExactly("inferometer_host_threads", Looks.SET_BACK);

        tree.with("proc/self/status", "Name:\tjava\nUid:\t0\t0\t0\t0\n");
        assertThat(value(Looks.at(new LinuxTasks(tree.root())), "inferometer_host_processes"))
                .isEqualTo(1);
    }

    @Test
    void openFilesAreThoseInUseAndALimitThatIsNoneIsAbsent() throws IOException {
        tree.with("proc/sys/fs/file-nr", "1184\t84\t9223372036854775807\n");
        HostStats unlimited = Looks.at(new LinuxFiles(tree.root()));
        tree.with("proc/sys/fs/file-nr", "1184\t0\t2000\n");
        HostStats limited = Looks.at(new LinuxFiles(tree.root()));

        assertThat(value(unlimited, "inferometer_host_open_files")).isEqualTo(1100);
        assertThat(value(unlimited, "inferometer_host_open_files_limit")).isNaN();
        assertThat(value(limited, "inferometer_host_open_files_limit")).isEqualTo(2000);
    }

    @Test
    void eachDeviceIsOneFileSystemHoweverOftenItIsMounted() throws IOException {
        Files.createDirectories(directory.resolve("data disk"));
        tree.with("proc/self/mountinfo", """
                20 1 254:1 / / rw - ext4 /dev/vda1 rw
                21 20 254:1 /var/lib/hosts /etc/hosts rw - ext4 /dev/vda1 rw
                22 20 0:40 / /merged rw - overlay overlay rw,lowerdir=/a
                23 20 254:2 / /data\\040disk rw shared:3 - xfs /dev/mapper/data rw
                24 20 7:1 / /snap/core ro - squashfs /dev/loop1 ro
                25 20 0:41 / /net rw - nfs4 server:/export rw
                26 20 0:42 / /dev/shm rw - tmpfs tmpfs rw
                27 20 254:3 / /hidden rw - ext4 /dev/vda3 rw
                28 20 0:43 / /hidden rw - tmpfs tmpfs rw
                29 20 0:44 / /cloud rw - fuse.s3fs /dev/fuse rw
                """);

        HostStats stats = Looks.at(new LinuxFileSystems(tree.root()));

        assertThat(value(stats, "inferometer_host_file_systems_total_bytes"))
                .isEqualTo(2.0 * directory.toFile().getTotalSpace());
        assertThat(value(stats, "inferometer_host_file_systems_free_bytes"))
                .isLessThanOrEqualTo(2.0 * directory.toFile().getTotalSpace());
    }

    @Test
    void aContainerWithoutBlockDevicesHasNoFileSystems() throws IOException {
        tree.with("proc/self/mountinfo", "20 1 0:40 / / rw - overlay overlay rw\n");

        assertThat(Looks.names(Looks.at(new LinuxFileSystems(tree.root())))).containsExactly(Looks.SET_BACK);
    }

    @Test
    void aProcessTellsWhatDisksReadAndWroteForIt() throws IOException {
        tree.with("proc/self/io", "rchar: 9\nwchar: 8\nread_bytes: 4096\nwrite_bytes: 512\ncancelled_write_bytes: 3\n");

        HostStats stats = Looks.at(new ProcessIo(tree.root()));

        assertThat(value(stats, "inferometer_process_read_bytes_total")).isEqualTo(4096);
        assertThat(value(stats, "inferometer_process_written_bytes_total")).isEqualTo(512);
    }

    @Test
    void anInterfaceThatIsRemovedLeavesItsTrafficInTheSum() throws IOException {
        HostSampler sampler = new HostSampler(List.of(new LinuxNetwork(tree.root())));
        tree.with("proc/net/dev", network("eth0: 100 1 0 0 0 0 0 0 10", "veth1: 70 1 0 0 0 0 0 0 7"));
        sampler.sample();
        tree.with("proc/net/dev", network("eth0: 105 1 0 0 0 0 0 0 11"));
        HostStats removed = sampler.sample();
        tree.with("proc/net/dev", network("eth0: 105 1 0 0 0 0 0 0 11", "veth2: 3 1 0 0 0 0 0 0 2"));

        assertThat(value(removed, "inferometer_host_network_received_bytes_total"))
                .isEqualTo(175);
        assertThat(value(sampler.sample(), "inferometer_host_network_sent_bytes_total"))
                .isEqualTo(20);
    }

    @Test
    void aCounterThatStepsBackHoldsAndIsCounted() throws IOException {
        HostSampler sampler = new HostSampler(List.of(new ProcessIo(tree.root())));
        tree.with("proc/self/io", "read_bytes: 100\nwrite_bytes: 1\n");
        sampler.sample();
        tree.with("proc/self/io", "read_bytes: 90\nwrite_bytes: 1\n");
        HostStats back = sampler.sample();
        tree.with("proc/self/io", "read_bytes: 95\nwrite_bytes: 1\n");

        assertThat(value(back, "inferometer_process_read_bytes_total")).isEqualTo(100);
        assertThat(value(back, Looks.SET_BACK)).isEqualTo(1);
        assertThat(value(sampler.sample(), "inferometer_process_read_bytes_total"))
                .isEqualTo(105);
    }

    private static String network(String... interfaces) {
        return "Inter-|\n face |\n" + String.join("\n", interfaces) + "\n";
    }

    private static Tuple of(String name, String resource, double value) {
        return Tuple.tuple(name, Map.of("resource", resource), value);
    }
}
