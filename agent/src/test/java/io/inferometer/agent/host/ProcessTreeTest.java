package io.inferometer.agent.host;

import static io.inferometer.agent.host.Looks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.exporter.api.HostStats;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessTreeTest {

    private static final String CHILDREN = "inferometer_process_tree_children";
    private static final String USER = "inferometer_process_tree_cpu_user_seconds_total";
    private static final String SYSTEM = "inferometer_process_tree_cpu_system_seconds_total";
    private static final String MEMORY = "inferometer_process_tree_memory_bytes";

    @TempDir
    Path directory;

    private final List<String> said = new ArrayList<>();
    private FileTree tree;

    @BeforeEach
    void plantTree() throws IOException {
        tree = new FileTree(directory);
        process("self", 10, 1, 0);
        process("10", 10, 1, 0);
        tree.with("proc/thread-self/children", "");
    }

    @Test
    void descendantsCountAndSoDoesWhatThoseThatEndedLeftToTheirParents() throws IOException {
        process("10", 10, 1, 300);
        process("11", 11, 10, 50);
        process("12", 12, 11, 0);
        tree.with("proc/10/task/10/children", "").with("proc/10/task/77/children", "11 ");
        tree.with("proc/11/task/11/children", "12 ");

        HostStats stats = look();

        assertThat(value(stats, CHILDREN)).isEqualTo(2);
        assertThat(value(stats, USER)).isEqualTo(3 * 1 + 3.5);
        assertThat(value(stats, SYSTEM)).isEqualTo(3 * 0.5);
        assertThat(value(stats, "inferometer_process_tree_read_bytes_total")).isEqualTo(3 * 4096);
        assertThat(value(stats, MEMORY)).isEqualTo(3 * 1500 * 1024);
    }

    @Test
    void withoutTheKernelsListsParentsAreAskedFor() throws IOException {
        Files.delete(directory.resolve("proc/thread-self/children"));
        process("11", 11, 10, 0);
        process("12", 12, 11, 0);
        process("13", 13, 1, 0);

        assertThat(value(look(), CHILDREN)).isEqualTo(2);
    }

    @Test
    void whatCannotBeReadOfOneOfThemIsToldOfNone() throws IOException {
        process("11", 11, 10, 0);
        tree.with("proc/10/task/10/children", "11 ");
        Files.delete(directory.resolve("proc/11/io"));

        HostStats stats = look();

        assertThat(Looks.names(stats)).contains(USER, MEMORY).noneMatch(name -> name.contains("tree_read"));
    }

    @Test
    void aChildThatEndedIsLookedForNoMore() throws IOException {
        tree.with("proc/10/task/10/children", "11 ");

        assertThat(Looks.names(look())).containsExactly(Looks.SET_BACK);
        tree.with("proc/10/task/10/children", "");
        assertThat(value(look(), CHILDREN)).isZero();
    }

    @Test
    void sharedMemoryIsAskedForEachHalfMinuteAndResidentMemorySaysWhatChanged() throws IOException {
        Iterator<Long> clock = List.of(0L, 29_000_000_000L, 30_000_000_000L).iterator();
        TreeMemory memory =
                new TreeMemory(new ProcessFiles(new File(directory.toFile(), "proc")), said::add, clock::next, () -> 0);

        assertThat(memory.bytes(List.of("10"))).isEqualTo(1500 * 1024);
        tree.with("proc/10/status", "VmRSS:\t2100 kB\n").with("proc/10/smaps_rollup", "Pss:  1 kB\n");
        assertThat(memory.bytes(List.of("10"))).isEqualTo(1600 * 1024);
        assertThat(memory.bytes(List.of("10"))).isEqualTo(1024);
        assertThat(said).isEmpty();
    }

    @Test
    void sharedMemoryThatTakesLongToTellIsAskedForOnceAndThatIsSaid() throws IOException {
        Iterator<Long> effort = List.of(5L, 3_000_005L).iterator();
        TreeMemory memory = new TreeMemory(
                new ProcessFiles(new File(directory.toFile(), "proc")), said::add, () -> 0, effort::next);

        memory.bytes(List.of("10"));

        assertThat(memory.bytes(List.of("10"))).isEqualTo(2000 * 1024);
        assertThat(memory.bytes(List.of("10"))).isEqualTo(2000 * 1024);
        assertThat(said).singleElement().asString().contains("takes 3 ms").contains("resident");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRealChildIsFoundAndItsTimeStaysWhenItHasEnded() throws IOException, InterruptedException {
        HostSampler sampler = new HostSampler(List.of(new ProcessTree(new File("/"), said::add)));
        double before = value(sampler.sample(), CHILDREN);
        Process child = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        double busy = awaitCpuSeconds(child, 0.5);
        HostStats during = awaitChildren(sampler, before + 1);
        double used = value(during, USER) + value(during, SYSTEM);
        child.destroyForcibly().waitFor();
        HostStats after = awaitChildren(sampler, before);

        assertThat(busy).isGreaterThanOrEqualTo(0.5);
        assertThat(value(after, USER) + value(after, SYSTEM))
                .isGreaterThanOrEqualTo(used)
                .isLessThan(used + 30);
        assertThat(value(after, Looks.SET_BACK)).isZero();
        assertThat(value(during, MEMORY)).isCloseTo(value(after, MEMORY), within(256.0 * (1 << 20)));
    }

    private static double awaitCpuSeconds(Process child, double seconds) throws InterruptedException {
        double used = 0;
        for (long end = System.nanoTime() + 20_000_000_000L; used < seconds && System.nanoTime() < end; ) {
            Thread.sleep(10);
            used = child.info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
        }
        return used;
    }

    private static HostStats awaitChildren(HostSampler sampler, double count) throws InterruptedException {
        HostStats stats = sampler.sample();
        for (long end = System.nanoTime() + 20_000_000_000L;
                value(stats, CHILDREN) != count && System.nanoTime() < end;
                stats = sampler.sample()) {
            Thread.sleep(10);
        }
        assertThat(value(stats, CHILDREN)).isEqualTo(count);
        return stats;
    }

    private HostStats look() {
        return Looks.at(new ProcessTree(tree.root(), said::add));
    }

    /** With a name as processes may give themselves, one second of own user time and half a second of the kernel's. */
    private void process(String name, int number, int parent, int childrenTicks) throws IOException {
        tree.with(
                        "proc/" + name + "/stat",
                        number + " (a) b) S " + parent + " 1 1 0 -1 4194304 9 9 9 9 100 50 " + childrenTicks
                                + " 0 20 0\n")
                .with("proc/" + name + "/io", "read_bytes: 4096\nwrite_bytes: 512\n")
                .with("proc/" + name + "/status", "Name:\tjava\nVmRSS:\t2000 kB\n")
                .with("proc/" + name + "/smaps_rollup", "Rss:    2000 kB\nPss:    1500 kB\n");
    }
}
