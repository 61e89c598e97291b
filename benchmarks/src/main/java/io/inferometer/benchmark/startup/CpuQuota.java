package io.inferometer.benchmark.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A control group that gets a share of one core, as a container does. Removed when closed, its processes having ended. */
final class CpuQuota implements AutoCloseable {

    private static final Path MOUNTED = Path.of("/sys/fs/cgroup");

    /** Linux's and Kubernetes' default. */
    static final int USUAL_PERIOD_MICROS = 100_000;

    private static final String ENTER = "echo $$ > \"$0\"; exec \"$@\"";

    private final Path group;

    private CpuQuota(Path group) {
        this.group = group;
    }

    /**
     * Makes a group, of version 2 or 1.
     *
     * @param cores what it gets, of one core
     * @param periodMicros in what time; who has used up the share of a period waits for the next
     * @throws IOException where this process may not
     */
    static CpuQuota of(double cores, int periodMicros) throws IOException {
        String name = "inferometer-benchmark-" + ProcessHandle.current().pid() + "-" + periodMicros;
        String quota = Long.toString(Math.round(cores * periodMicros));
        Path controllers = MOUNTED.resolve("cgroup.controllers");
        if (Files.exists(controllers)) {
            Path group = Files.createDirectory(MOUNTED.resolve(name));
            Files.writeString(group.resolve("cpu.max"), quota + " " + periodMicros);
            return new CpuQuota(group);
        }
        Path group = Files.createDirectory(MOUNTED.resolve("cpu").resolve(name));
        Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(periodMicros));
        Files.writeString(group.resolve("cpu.cfs_quota_us"), quota);
        return new CpuQuota(group);
    }

    /** The words of a command that starts the one that follows them in this group. */
    List<String> words() {
        return List.of("bash", "-c", ENTER, group.resolve("cgroup.procs").toString());
    }

    @Override
    public void close() throws IOException {
        Files.delete(group);
    }
}
