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
        // The root group's time is the host's; each other group counts its own, with the controller or without.
        File stat = new File(own, "cpu.stat");
        return isRoot() || !stat.exists()
                ? Double.NaN
                : ProcFile.number(ProcFile.read(stat), "usage_usec") / MICROS_PER_SECOND;
    }

    @Override
    public Throttling throttling() throws IOException {
        File group = strictestQuota().group();
        // Without the controller, in the root group as well, there is no limit that could hold back.
        return new File(group, "cpu.max").exists()
                ? Throttling.read(group, "throttled_usec", MICROS_PER_SECOND)
                : Throttling.UNKNOWN;
    }

    @Override
    public double memoryLimit() throws IOException {
        return Limits.lowest(levels, "memory.max");
    }

    @Override
    public double memoryUsed() throws IOException {
        double used = ProcFile.number(new File(own, "memory.current"));
        if (Double.isNaN(used)) {
            return Double.NaN;
        }
        return Limits.workingSet(used, ProcFile.number(ProcFile.read(new File(own, "memory.stat")), "inactive_file"));
    }

    @Override
    public double tasks() throws IOException {
        return ProcFile.number(new File(own, "pids.current"));
    }

    @Override
    public double tasksLimit() throws IOException {
        return Limits.lowest(levels, "pids.max");
    }

    @Override
    public Pressure pressure(String resource) {
        return isRoot() ? Pressure.UNKNOWN : Pressure.read(new File(own, resource.concat(".pressure")));
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

    /** The one group that has neither a type nor, whatever the controllers, limits. */
    private boolean isRoot() {
        return !new File(own, "cgroup.type").exists() && !new File(own, "cpu.max").exists();
    }
}
