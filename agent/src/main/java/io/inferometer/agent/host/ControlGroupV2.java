package io.inferometer.agent.host;

import java.io.File;
import java.io.IOException;
import java.util.List;

/** A group of version 2, by the files that the kernel's "Control Group v2" (cgroup-v2.rst) describes. */
final class ControlGroupV2 implements ControlGroup {

    private static final double MICROS_PER_SECOND = 1e6;

    private final List<File> levels;
    private final File own;

    ControlGroupV2(List<File> levels) {
        this.levels = levels;
        own = levels.get(0);
    }

    @Override
    public double cpuLimit() throws IOException {
        return strictestQuota().cores();
    }

    @Override
    public double cpuSeconds() throws IOException {
        return cpuStat(own, "usage_usec");
    }

    @Override
    public double throttledSeconds() throws IOException {
        return cpuStat(strictestQuota().group(), "throttled_usec");
    }

    @Override
    public double memoryLimit() throws IOException {
        double limit = Double.NaN;
        for (File level : levels) {
            limit = Limits.lower(limit, ProcFile.number(new File(level, "memory.max")));
        }
        return limit;
    }

    @Override
    public double memoryUsed() throws IOException {
        double used = ProcFile.number(new File(own, "memory.current"));
        if (Double.isNaN(used)) {
            return Double.NaN;
        }
        return Limits.workingSet(used, ProcFile.number(ProcFile.read(new File(own, "memory.stat")), "inactive_file"));
    }

    private CpuQuota strictestQuota() throws IOException {
        return CpuQuota.strictest(levels, ControlGroupV2::quota);
    }

    private static double quota(File level) throws IOException {
        File file = new File(level, "cpu.max");
        if (!file.exists()) {
            return Double.NaN;
        }
        String text = ProcFile.read(file);
        return ProcFile.numberAt(text, 0) / ProcFile.numberAt(text, ProcFile.skipWords(text, 0, 1));
    }

    private static double cpuStat(File level, String key) throws IOException {
        // The root group has cpu.stat too, which tells of the host, but no limit.
        if (!new File(level, "cpu.max").exists()) {
            return Double.NaN;
        }
        return ProcFile.number(ProcFile.read(new File(level, "cpu.stat")), key) / MICROS_PER_SECOND;
    }
}
