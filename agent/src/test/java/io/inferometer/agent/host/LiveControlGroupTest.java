package io.inferometer.agent.host;

import static io.inferometer.agent.host.Looks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inferometer.exporter.api.HostStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A group of version 1 that holds a busy process: what is told is what the kernel's files say. */
@EnabledOnOs(OS.LINUX)
class LiveControlGroupTest {

    private static final Path HIERARCHIES = Path.of("/sys/fs/cgroup");

    @TempDir
    Path directory;

    private final String name = "inferometer-test-" + ProcessHandle.current().pid();
    private final Path cpu = HIERARCHIES.resolve("cpu").resolve(name);
    private final Path accounting = HIERARCHIES.resolve("cpuacct").resolve(name);
    private FileTree tree;
    private Process busy;

    @BeforeEach
    void makeGroup() throws IOException {
        for (String hierarchy : new String[] {"cpu", "cpuacct"}) {
            Path root = HIERARCHIES.resolve(hierarchy);
            assumeTrue(
                    Files.isWritable(root) && Files.exists(root.resolve("release_agent")),
                    "this user can make no group of version 1");
        }
        Files.createDirectory(cpu);
        if (!Files.exists(accounting)) {
            Files.createDirectory(accounting);
        }
        Files.writeString(cpu.resolve("cpu.cfs_period_us"), "10000");
        Files.writeString(cpu.resolve("cpu.cfs_quota_us"), "2000");
        tree = new FileTree(directory);
        tree.with("proc/self/cgroup", "2:cpuacct:/" + name + "\n1:cpu:/" + name + "\n");
        tree.with(
                "proc/self/mountinfo",
                "32 31 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n"
                        + "33 31 0:30 / /sys/fs/cgroup/cpuacct rw - cgroup cgroup rw,cpuacct\n");
        Files.createDirectories(directory.resolve("sys/fs"));
        Files.createSymbolicLink(directory.resolve("sys/fs/cgroup"), HIERARCHIES);
    }

    @AfterEach
    void removeGroup() throws IOException, InterruptedException {
        if (busy != null) {
            busy.destroyForcibly().waitFor();
        }
        if (tree != null) {
            Files.delete(directory.resolve("sys/fs/cgroup"));
            Files.delete(cpu);
            Files.deleteIfExists(accounting);
        }
    }

    @Test
    void throttlingAndUseAreTheKernelsOwnFigures() throws IOException, InterruptedException {
        HostSampler sampler = new HostSampler(List.of(new ContainerUse(tree.root())));
        sampler.sample();
        String into = "echo $$ > " + cpu + "/cgroup.procs; echo $$ > " + accounting + "/cgroup.procs; ";
        busy = new ProcessBuilder("sh", "-c", into + "while :; do :; done").start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (stat("nr_throttled") < 20 && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        // Held still: no figure changes between the agent's look and the test's.
        new ProcessBuilder("kill", "-STOP", Long.toString(busy.pid())).start().waitFor();
        awaitStillness();

        HostStats stats = sampler.sample();

        assertThat(stat("nr_throttled")).isGreaterThanOrEqualTo(20);
        assertThat(value(stats, "inferometer_host_container_cpu_limit")).isEqualTo(0.2);
        assertThat(value(stats, "inferometer_host_container_cpu_throttled_periods_total"))
                .isEqualTo(stat("nr_throttled"));
        assertThat(value(stats, "inferometer_host_container_cpu_periods_total")).isEqualTo(stat("nr_periods"));
        assertThat(value(stats, "inferometer_host_container_cpu_throttled_seconds_total"))
                .isEqualTo(stat("throttled_time") / 1e9);
        assertThat(value(stats, "inferometer_host_container_cpu_seconds_total"))
                .isEqualTo(Double.parseDouble(Files.readString(accounting.resolve("cpuacct.usage"))) / 1e9);
        assertThat(value(stats, "inferometer_host_container_cpu_usage")).isBetween(0.02, 0.25);
    }

    private void awaitStillness() throws IOException, InterruptedException {
        double before = -1;
        for (double now = stat("throttled_time"); now != before; now = stat("throttled_time")) {
            before = now;
            Thread.sleep(50);
        }
    }

    private double stat(String key) throws IOException {
        return ProcFile.number(Files.readString(cpu.resolve("cpu.stat")), key);
    }
}
