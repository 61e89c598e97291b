package io.inferometer.agent.host;

import java.io.File;
import java.io.IOException;
import java.util.List;

/** The groups of version 1, one hierarchy for each controller (kernel documentation, {@code admin-guide/cgroup-v1}). */
final class ControlGroupV1 implements ControlGroup {

    private static final double NANOS_PER_SECOND = 1e9;

    private final List<File> cpu;
    private final List<File> cpuAccounting;
    private final List<File> memory;
    private final List<File> tasks;

    ControlGroupV1(CgroupPaths paths) {
        this.cpu = withoutRoot(paths.of("cpu"));
        this.cpuAccounting = withoutRoot(paths.of("cpuacct"));
        this.memory = withoutRoot(paths.of("memory"));
        this.tasks = withoutRoot(paths.of("pids"));
    }

    @Override
    public double cpuLimit() throws IOException {
        return cpu.isEmpty() ? Double.NaN : strictestQuota().cores();
    }

    @Override
    public double cpuSeconds() throws IOException {
        return cpuAccounting.isEmpty()
                ? Double.NaN
                : ProcFile.number(new File(cpuAccounting.get(0), "cpuacct.usage")) / NANOS_PER_SECOND;
    }

    @Override
    public Throttling throttling() throws IOException {
        return cpu.isEmpty()
                ? Throttling.UNKNOWN
                : Throttling.read(strictestQuota().group(), "throttled_time", NANOS_PER_SECOND);
    }

    @Override
    public double memoryLimit() throws IOException {
        double limit = Limits.lowest(memory, "memory.limit_in_bytes");
        if (!memory.isEmpty()) {
            // Counts the groups above, also those that a container does not see.
            String stat = ProcFile.read(new File(memory.get(0), "memory.stat"));
            limit = Limits.lower(limit, ProcFile.number(stat, "hierarchical_memory_limit"));
        }
        return Limits.orUnlimited(limit);
    }

    @Override
    public double memoryUsed() throws IOException {
        if (memory.isEmpty()) {
            return Double.NaN;
        }
        double used = ProcFile.number(new File(memory.get(0), "memory.usage_in_bytes"));
        String stat = ProcFile.read(new File(memory.get(0), "memory.stat"));
        return Limits.workingSet(used, ProcFile.number(stat, "total_inactive_file"));
    }

    @Override
    public double tasks() throws IOException {
        return tasks.isEmpty() ? Double.NaN : ProcFile.number(new File(tasks.get(0), "pids.current"));
    }

    @Override
    public double tasksLimit() throws IOException {
        return Limits.lowest(tasks, "pids.max");
    }

    @Override
    public Pressure pressure(String resource) {
        return Pressure.UNKNOWN;
    }

    private CpuQuota strictestQuota() throws IOException {
        return CpuQuota.strictest(cpu, ControlGroupV1::quota);
    }

    private static double quota(File level) throws IOException {
        // -1 means unlimited, and is no number to ProcFile.
        return ProcFile.number(new File(level, "cpu.cfs_quota_us"))
                / ProcFile.number(new File(level, "cpu.cfs_period_us"));
    }

    /** A hierarchy's root stands for the host; the file marks it, also where a container's own group is mounted as root. */
    private static List<File> withoutRoot(List<File> levels) {
        return levels.stream()
                .filter(level -> !new File(level, "release_agent").exists())
                .toList();
    }
}
