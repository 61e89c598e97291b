package io.inferometer.agent.host;

import static io.inferometer.agent.host.Looks.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.HostStats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlGroupTest {

    private static final String LIMIT = "inferometer_host_container_cpu_limit";
    private static final String CPU_SECONDS = "inferometer_host_container_cpu_seconds_total";
    private static final String THROTTLED = "inferometer_host_container_cpu_throttled_seconds_total";
    private static final String MEMORY_LIMIT = "inferometer_host_container_memory_limit_bytes";
    private static final String MEMORY_USED = "inferometer_host_container_memory_used_bytes";
    private static final String V1_UNLIMITED = "9223372036854771712\n";

    @TempDir
    Path directory;

    private FileTree tree;

    @BeforeEach
    void plantTree() {
        tree = new FileTree(directory);
    }

    @Test
    void version2TellsLimitsAndUseOfAContainerWithANamespace() throws IOException {
        mountVersion2("/", "/");
        tree.with("sys/fs/cgroup/cpu.max", "150000 100000\n")
                .with("sys/fs/cgroup/cpu.stat", "usage_usec 2500000\nnr_throttled 3\nthrottled_usec 750000\n")
                .with("sys/fs/cgroup/memory.max", "1000000\n")
                .with("sys/fs/cgroup/memory.current", "600000\n")
                .with("sys/fs/cgroup/memory.stat", "anon 1\ninactive_file 100000\nactive_file 5\n");

        HostStats stats = look();

        assertThat(value(stats, LIMIT)).isEqualTo(1.5);
        assertThat(value(stats, CPU_SECONDS)).isEqualTo(2.5);
        assertThat(value(stats, THROTTLED)).isEqualTo(0.75);
        assertThat(value(stats, MEMORY_LIMIT)).isEqualTo(1_000_000);
        assertThat(value(stats, MEMORY_USED)).isEqualTo(500_000);
        assertThat(stats.utilization().memoryPercent()).isEqualTo(50);
    }

    @Test
    void version2WithoutLimitsTellsUseOnlyAndLeavesTheShareOfMemoryToTheHost() throws IOException {
        mountVersion2("/", "/system.slice/app.service");
        unlimitedVersion2("sys/fs/cgroup/system.slice/app.service");
        tree.with("proc/meminfo", "MemTotal: 1000 kB\nMemAvailable: 900 kB\n");

        HostStats stats = Looks.at(new LinuxMemory(tree.root()), new ContainerUse(tree.root()));

        assertThat(Looks.names(stats)).doesNotContain(LIMIT, MEMORY_LIMIT).contains(CPU_SECONDS, THROTTLED);
        assertThat(value(stats, MEMORY_USED)).isEqualTo(600_000);
        assertThat(stats.utilization().memoryPercent()).isEqualTo(10);
    }

    @Test
    void version2TakesTheStrictestLimitOfTheGroupsAboveAndItsThrottling() throws IOException {
        mountVersion2("/", "/pod/container");
        unlimitedVersion2("sys/fs/cgroup/pod/container");
        tree.with("sys/fs/cgroup/pod/cpu.max", "50000 100000\n")
                .with("sys/fs/cgroup/pod/cpu.stat", "usage_usec 9000000\nthrottled_usec 4000000\n")
                .with("sys/fs/cgroup/pod/memory.max", "700000\n");

        HostStats stats = look();

        assertThat(value(stats, LIMIT)).isEqualTo(0.5);
        assertThat(value(stats, THROTTLED)).isEqualTo(4);
        assertThat(value(stats, CPU_SECONDS)).isEqualTo(2.5);
        assertThat(value(stats, MEMORY_LIMIT)).isEqualTo(700_000);
    }

    @Test
    void version2AtTheRootIsNoContainer() throws IOException {
        mountVersion2("/", "/");
        tree.with("sys/fs/cgroup/cpu.stat", "usage_usec 2500000\n");

        assertThat(Looks.names(look())).containsExactly(Looks.SET_BACK);
    }

    @Test
    void version1TellsLimitsAndUseOfAContainerWithoutANamespace() throws IOException {
        // The path is that on the host; what is mounted is the container's own group.
        mountVersion1("/docker/abc", "/docker/abc");
        limitedVersion1("");

        HostStats stats = look();

        assertThat(value(stats, LIMIT)).isEqualTo(0.25);
        assertThat(value(stats, CPU_SECONDS)).isEqualTo(3.5);
        assertThat(value(stats, THROTTLED)).isEqualTo(1.5);
        assertThat(value(stats, MEMORY_LIMIT)).isEqualTo(400_000);
        assertThat(value(stats, MEMORY_USED)).isEqualTo(300_000);
        assertThat(stats.utilization().memoryPercent()).isEqualTo(75);
    }

    @Test
    void version1FindsAGroupBelowTheMounts() throws IOException {
        mountVersion1("/", "/system.slice/app.service");
        tree.with("sys/fs/cgroup/cpu,cpuacct/release_agent", "").with("sys/fs/cgroup/memory/release_agent", "");
        limitedVersion1("system.slice/app.service/");

        HostStats stats = look();

        assertThat(value(stats, LIMIT)).isEqualTo(0.25);
        assertThat(value(stats, MEMORY_LIMIT)).isEqualTo(400_000);
    }

    @Test
    void version1WithoutLimitsTellsUseOnly() throws IOException {
        mountVersion1("/docker/abc", "/docker/abc");
        limitedVersion1("");
        tree.with("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n")
                .with("sys/fs/cgroup/memory/memory.limit_in_bytes", V1_UNLIMITED)
                .with("sys/fs/cgroup/memory/memory.stat", "hierarchical_memory_limit " + V1_UNLIMITED);

        HostStats stats = look();

        assertThat(Looks.names(stats)).doesNotContain(LIMIT, MEMORY_LIMIT).contains(CPU_SECONDS, THROTTLED);
        assertThat(stats.utilization().memoryPercent()).isNaN();
    }

    @Test
    void version1AtTheRootIsNoContainer() throws IOException {
        mountVersion1("/", "/");
        limitedVersion1("");
        tree.with("sys/fs/cgroup/cpu,cpuacct/release_agent", "").with("sys/fs/cgroup/memory/release_agent", "");

        assertThat(Looks.names(look())).containsExactly(Looks.SET_BACK);
    }

    @Test
    void aSystemWithoutControlGroupsIsNoContainer() {
        assertThat(Looks.names(look())).containsExactly(Looks.SET_BACK);
    }

    @Test
    void version2TellsPeriodsTasksAndPressure() throws IOException {
        mountVersion2("/", "/pod");
        unlimitedVersion2("sys/fs/cgroup/pod");
        tree.with("sys/fs/cgroup/pod/cpu.max", "50000 100000\n")
                .with("sys/fs/cgroup/pod/cpu.stat", "usage_usec 1\nnr_periods 40\nnr_throttled 7\nthrottled_usec 5\n")
                .with("sys/fs/cgroup/pod/pids.current", "12\n")
                .with("sys/fs/cgroup/pod/pids.max", "max\n")
                .with("sys/fs/cgroup/pids.max", "100\n")
                .with("sys/fs/cgroup/pod/cpu.pressure", pressure(3_000_000, 1_000_000));

        HostStats stats = look();

        assertThat(value(stats, "inferometer_host_container_cpu_periods_total")).isEqualTo(40);
        assertThat(value(stats, "inferometer_host_container_cpu_throttled_periods_total"))
                .isEqualTo(7);
        assertThat(value(stats, "inferometer_host_container_tasks")).isEqualTo(12);
        assertThat(value(stats, "inferometer_host_container_tasks_limit")).isEqualTo(100);
        assertThat(value(stats, "inferometer_host_container_pressure_waiting_seconds_total"))
                .isEqualTo(3);
        assertThat(value(stats, "inferometer_host_container_pressure_stalled_seconds_total"))
                .isEqualTo(1);
    }

    @Test
    void version2WithoutControllersTellsWhatEachGroupCounts() throws IOException {
        mountVersion2("/", "/user.slice");
        tree.with("sys/fs/cgroup/user.slice/cgroup.type", "domain\n")
                .with("sys/fs/cgroup/user.slice/cpu.stat", "usage_usec 2500000\n");

        HostStats stats = look();

        assertThat(Looks.names(stats)).containsExactly(CPU_SECONDS, Looks.SET_BACK);
        assertThat(value(stats, CPU_SECONDS)).isEqualTo(2.5);
    }

    @Test
    void aMovedProcessIsFollowedAndTheNewGroupsPastIsNotItsOwn() throws IOException {
        HostSampler sampler = new HostSampler(List.of(new ContainerUse(tree.root())));
        mountVersion2("/", "/old");
        unlimitedVersion2("sys/fs/cgroup/old");
        unlimitedVersion2("sys/fs/cgroup/new");
        tree.with("sys/fs/cgroup/new/cpu.stat", "usage_usec 900000000\n")
                .with("sys/fs/cgroup/new/memory.max", "700000\n");

        sampler.sample();
        mountVersion2("/", "/new");
        HostStats moved = sampler.sample();
        tree.with("sys/fs/cgroup/new/cpu.stat", "usage_usec 901000000\n");

        assertThat(value(moved, CPU_SECONDS)).isEqualTo(2.5);
        assertThat(value(moved, MEMORY_LIMIT)).isEqualTo(700_000);
        assertThat(Looks.names(moved)).doesNotContain("inferometer_host_container_cpu_usage");
        assertThat(value(sampler.sample(), CPU_SECONDS)).isEqualTo(3.5);
    }

    @Test
    void aGroupThatIsNotSeenAnyMoreTellsNothing() throws IOException {
        for (String group : List.of("/../../other", "/gone (deleted)")) {
            mountVersion2("/", group);
            unlimitedVersion2("sys/fs/cgroup");

            assertThat(Looks.names(look())).containsExactly(Looks.SET_BACK);
        }
        mountVersion2("/..", "/");
        assertThat(Looks.names(look())).containsExactly(Looks.SET_BACK);
    }

    @Test
    void theEndOfAHostsPathThatIsMountedIsTheGroup() throws IOException {
        mountVersion2("/docker/other", "/docker/abc/worker");
        unlimitedVersion2("sys/fs/cgroup");
        unlimitedVersion2("sys/fs/cgroup/worker");
        tree.with("sys/fs/cgroup/worker/memory.max", "700000\n");

        assertThat(value(look(), MEMORY_LIMIT)).isEqualTo(700_000);
    }

    @Test
    void version1TellsPeriodsAndTasks() throws IOException {
        mountVersion1("/docker/abc", "/docker/abc");
        limitedVersion1("");
        tree.with("sys/fs/cgroup/pids/pids.current", "9\n").with("sys/fs/cgroup/pids/pids.max", "64\n");

        HostStats stats = look();

        assertThat(value(stats, "inferometer_host_container_cpu_periods_total")).isEqualTo(9);
        assertThat(value(stats, "inferometer_host_container_cpu_throttled_periods_total"))
                .isEqualTo(2);
        assertThat(value(stats, "inferometer_host_container_tasks")).isEqualTo(9);
        assertThat(value(stats, "inferometer_host_container_tasks_limit")).isEqualTo(64);
    }

    private static String pressure(long some, long full) {
        return "some avg10=0.10 avg60=0.00 avg300=0.00 total=" + some
                + "\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=" + full + "\n";
    }

    private HostStats look() {
        return Looks.at(new ContainerUse(tree.root()));
    }

    private void mountVersion2(String mountedGroup, String group) throws IOException {
        tree.with("proc/self/cgroup", "0::" + group + "\n")
                .with(
                        "proc/self/mountinfo",
                        "22 1 0:20 / / rw - overlay overlay rw\n30 22 0:26 " + mountedGroup
                                + " /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n");
    }

    private void mountVersion1(String mountedGroup, String group) throws IOException {
        tree.with(
                        "proc/self/cgroup",
                        "5:pids:" + group + "\n4:memory:" + group + "\n3:cpu,cpuacct:" + group + "\n1:name=systemd:"
                                + group + "\n0::/\n")
                .with(
                        "proc/self/mountinfo",
                        "31 22 0:26 " + mountedGroup + " /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct\n"
                                + "32 22 0:27 " + mountedGroup
                                + " /sys/fs/cgroup/memory ro shared:1 - cgroup cgroup rw,memory\n"
                                + "34 22 0:29 " + mountedGroup
                                + " /sys/fs/cgroup/pids ro - cgroup cgroup rw,pids\n"
                                + "33 22 0:28 / /sys/fs/cgroup/unified ro - cgroup2 cgroup2 rw\n");
    }

    private void unlimitedVersion2(String group) throws IOException {
        tree.with(group + "/cpu.max", "max 100000\n")
                .with(group + "/cpu.stat", "usage_usec 2500000\nthrottled_usec 0\n")
                .with(group + "/memory.max", "max\n")
                .with(group + "/memory.current", "600000\n")
                .with(group + "/memory.stat", "anon 1\n");
    }

    private void limitedVersion1(String group) throws IOException {
        String cpu = "sys/fs/cgroup/cpu,cpuacct/" + group;
        String memory = "sys/fs/cgroup/memory/" + group;
        tree.with(cpu + "cpu.cfs_quota_us", "25000\n")
                .with(cpu + "cpu.cfs_period_us", "100000\n")
                .with(cpu + "cpu.stat", "nr_periods 9\nnr_throttled 2\nthrottled_time 1500000000\n")
                .with(cpu + "cpuacct.usage", "3500000000\n")
                .with(memory + "memory.limit_in_bytes", V1_UNLIMITED)
                .with(memory + "memory.usage_in_bytes", "350000\n")
                .with(memory + "memory.stat", "cache 1\nhierarchical_memory_limit 400000\ntotal_inactive_file 50000\n");
    }
}
