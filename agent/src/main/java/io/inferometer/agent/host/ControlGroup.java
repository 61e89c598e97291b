package io.inferometer.agent.host;

import java.io.File;
import java.io.IOException;

/** The control group that holds this process: what a container may use and does. NaN is unlimited, or not told. */
interface ControlGroup {

    /** Cores per second, such as 1.5. */
    double cpuLimit() throws IOException;

    /** CPU time used so far, in seconds. */
    double cpuSeconds() throws IOException;

    /** How the strictest CPU limit held back tasks so far. */
    Throttling throttling() throws IOException;

    /** Bytes. */
    double memoryLimit() throws IOException;

    /** Bytes without the file cache that was not used lately, as {@code docker stats} and the kubelet count. */
    double memoryUsed() throws IOException;

    /** Processes and threads. */
    double tasks() throws IOException;

    /** Most processes and threads. */
    double tasksLimit() throws IOException;

    /** How long tasks waited for a resource of {@link Pressure#RESOURCES}. */
    Pressure pressure(String resource);

    /** The group of this process; null if it is in none, or only in a root group, which stands for the host. */
    static ControlGroup find(File root) throws IOException {
        if (!new File(root, "proc/self/cgroup").exists()) {
            return null;
        }
        CgroupPaths paths = CgroupPaths.read(root);
        // With both versions mounted, the controllers that count are those of version 1 (cgroups(7), hybrid).
        if (paths.hasController("cpu") || paths.hasController("memory")) {
            return new ControlGroupV1(paths);
        }
        return paths.hasController(CgroupPaths.UNIFIED) ? new ControlGroupV2(paths.of(CgroupPaths.UNIFIED)) : null;
    }
}
