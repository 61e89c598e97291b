package io.inferometer.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.nio.file.ExtendedOpenOption;
import io.inferometer.exporter.api.HostFigure;
import io.inferometer.exporter.api.HostRow;
import io.inferometer.exporter.fixture.Given;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A row of some seconds under load, beside what others say of the same time: each figure lies within 2 % of what they say before and
 * after the agent looks.
 */
@EnabledOnOs(OS.LINUX)
class RowOracleIT {

    private static final int MEBIBYTE = 1 << 20;
    private static final double SHARE = 0.02;
    private static final int ROUNDS = 3;
    private static final Duration LOAD = Duration.ofSeconds(5);

    /** Between writes: some hundred mebibytes in all. */
    private static final long PAUSE_NANOS = 20_000_000;

    /** The kernel counts CPU time in hundredths of a second, each processor and process on its own. */
    private static final double TICKS = 0.05;

    private static final Set<HostFigure> GROWING = EnumSet.of(
            HostFigure.SYSTEM_UTIME,
            HostFigure.SYSTEM_STIME,
            HostFigure.SYSTEM_DISK_READ_BYTES,
            HostFigure.SYSTEM_DISK_WRITE_BYTES,
            HostFigure.SYSTEM_NET_RECV_BYTES,
            HostFigure.SYSTEM_NET_SENT_BYTES,
            HostFigure.PROCESS_UTIME,
            HostFigure.PROCESS_STIME,
            HostFigure.PROCESS_DISK_READ_BYTES,
            HostFigure.PROCESS_DISK_WRITE_BYTES);

    @TempDir
    private Path directory;

    private final List<Process> children = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();

    @BeforeEach
    void startChildren() throws IOException {
        // One in programs, one in the kernel.
        children.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
        children.add(new ProcessBuilder("sh", "-c", "exec cat /dev/zero > /dev/null").start());
    }

    @AfterEach
    void endChildren() {
        children.forEach(Process::destroyForcibly);
    }

    /** What an oracle says before and after a look. */
    private record Between(Map<HostFigure, Double> before, Map<HostFigure, Double> after) {

        double least(HostFigure figure) {
            return Math.min(before.get(figure), after.get(figure));
        }

        double most(HostFigure figure) {
            return Math.max(before.get(figure), after.get(figure));
        }
    }

    private static Between look(HostLooks looks, MachineOracle oracle) throws IOException {
        Map<HostFigure, Double> before = oracle.read();
        looks.run();
        return new Between(before, oracle.read());
    }

    /** Writes for some seconds what the disk gets at once, and reads it from there. */
    private void load() throws IOException {
        Path path = directory.resolve("written");
        ByteBuffer mebibyte = ByteBuffer.allocateDirect(MEBIBYTE);
        long end = System.nanoTime() + LOAD.toNanos();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (System.nanoTime() < end) {
                file.write(mebibyte.clear(), 0);
                file.force(true);
                readPastCache(path);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static void readPastCache(Path path) throws IOException {
        int block = (int) Files.getFileStore(path).getBlockSize();
        ByteBuffer aligned = ByteBuffer.allocateDirect(MEBIBYTE + block).alignedSlice(block);
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, ExtendedOpenOption.DIRECT)) {
            file.read(aligned.limit(MEBIBYTE), 0);
        } catch (UnsupportedOperationException | FileSystemException inMemory) {
            // Then nothing is read of a disk, and both sides have to say so.
            return;
        }
    }

    private static HostRow row(HostRows rows) {
        return rows.in(Given.window(Given.resource("run"), 1, 10_000).build())
                .hostRows()
                .get(0);
    }

    /** Other programs that begin or end change what is shared with them, and how many there are: then once more. Returns what was compared. */
    private Set<HostFigure> compare(MachineOracle oracle) throws IOException {
        Set<HostFigure> compared = Set.of();
        for (int round = 0; round == 0 || (round < ROUNDS && !differences.isEmpty()); round++) {
            differences.clear();
            compared = compareOnce(oracle);
        }
        assertThat(differences).isEmpty();
        return compared;
    }

    private Set<HostFigure> compareOnce(MachineOracle oracle) throws IOException {
        HostRows rows = new HostRows(false);
        HostLooks looks = new HostLooks(Looks.withGpus());
        looks.requestWithProcesses(Duration.ofNanos(1), rows::add);
        long begin = System.nanoTime();
        Between first = look(looks, oracle);
        long began = System.nanoTime();
        load();
        long end = System.nanoTime();
        Between second = look(looks, oracle);
        long ended = System.nanoTime();
        HostRow row = row(rows);
        Map<HostFigure, double[]> bounds = new EnumMap<>(HostFigure.class);
        for (HostFigure figure : first.before().keySet()) {
            bounds.put(
                    figure,
                    GROWING.contains(figure)
                            ? new double[] {
                                second.before().get(figure) - first.after().get(figure),
                                second.after().get(figure) - first.before().get(figure)
                            }
                            : new double[] {second.least(figure), second.most(figure)});
        }
        if (oracle instanceof KernelOracle kernel) {
            double[] memory = bounds.get(HostFigure.PROCESS_MEMORY_MIB);
            memory[1] = Math.max(memory[1], kernel.residentMib());
        }
        addUsage(
                bounds,
                HostFigure.SYSTEM_CPU_USAGE,
                HostFigure.SYSTEM_UTIME,
                HostFigure.SYSTEM_STIME,
                end - began,
                ended - begin);
        addUsage(
                bounds,
                HostFigure.PROCESS_CPU_USAGE,
                HostFigure.PROCESS_UTIME,
                HostFigure.PROCESS_STIME,
                end - began,
                ended - begin);
        bounds.forEach((figure, range) -> check(figure, row.value(figure), range));
        return bounds.keySet();
    }

    private static void addUsage(
            Map<HostFigure, double[]> bounds,
            HostFigure usage,
            HostFigure user,
            HostFigure system,
            long leastNanos,
            long mostNanos) {
        if (bounds.containsKey(user)) {
            double least = bounds.get(user)[0] + bounds.get(system)[0];
            double most = bounds.get(user)[1] + bounds.get(system)[1];
            bounds.put(usage, new double[] {least * 1e9 / mostNanos, most * 1e9 / leastNanos});
        }
    }

    private void check(HostFigure figure, double value, double[] range) {
        double slack = figure.name().endsWith("TIME") || figure.name().endsWith("USAGE") ? TICKS : 0;
        if (!(value >= range[0] * (1 - SHARE) - slack && value <= range[1] * (1 + SHARE) + slack)) {
            differences.add(figure + " is " + value + ", expected " + range[0] + " to " + range[1]);
        }
    }

    @Test
    void eachFigureIsThatOfTheKernel() throws IOException {
        assertThat(compare(new KernelOracle()))
                .containsExactlyInAnyOrderElementsOf(Stream.of(HostFigure.values())
                        .filter(figure -> !figure.name().contains("_GPU_"))
                        .toList());
    }

    @Test
    void eachFigureOfTheMachineIsThatOfNodeExporter() throws IOException, InterruptedException {
        try (NodeExporterOracle oracle = NodeExporterOracle.start()) {
            compare(oracle);
        }
    }
}
