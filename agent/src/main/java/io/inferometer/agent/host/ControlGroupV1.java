package io.inferometer.agent.host;

import java.io.File;
import java.io.IOException;
import java.util.List;

/** The groups of version 1, one hierarchy for each controller (kernel documentation, {@code admin-guide/cgroup-v1}). */
final class ControlGroupV1 implements ControlGroup {

    private static final double NANOS_PER_SECOND = 1e9;
    /** Unlimited is the largest long, rounded down to whole pages. */
    private static final double UNLIMITED_BYTES = 1L << 62;

    private final List<File> cpu;
    private final List<File> cpuAccounting;
    private final List<File> memory;

    ControlGroupV1(List<File> cpu, List<File> cpuAccounting, List<File> memory) {
        this.cpu = withoutRoot(cpu);
        this.cpuAccounting = withoutRoot(cpuAccounting);
        this.memory = withoutRoot(memory);
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
    public double throttledSeconds() throws IOException {
        if (cpu.isEmpty()) {
            return Double.NaN;
        }
        return ProcFile.number(ProcFile.read(new File(strictestQuota().group(), "cpu.stat")), "throttled_time")
                / NANOS_PER_SECOND;
    }

    @Override
    public double memoryLimit() throws IOException {
        double limit = Double.NaN;
        for (File level : memory) {
            limit = Limits.lower(limit, ProcFile.number(new File(level, "memory.limit_in_bytes")));
        }
        if (!memory.isEmpty()) {
            // Counts the groups above, also those that a container does not see.
            String stat = ProcFile.read(new File(memory.get(0), "memory.stat"));
            limit = Limits.lower(limit, ProcFile.number(stat, "hierarchical_memory_limit"));
        }
        return limit < UNLIMITED_BYTES ? limit : Double.NaN;
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
