package io.inferometer.agent.host;

import io.inferometer.exporter.metric.SampleMetric;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where each figure of the machine, the process and the JVM is read.
 *
 * @param linux the file and what of it, or the bean
 * @param elsewhere the bean on other systems; empty where there is none
 */
record FigureSource(String linux, String elsewhere) {

    private static final String SYSTEM_BEAN = "OSHI, else `OperatingSystemMXBean`";

    /** On Linux a line of a file, elsewhere OSHI's. */
    private static final Set<SampleMetric> LINES_OSHI_HAS =
            EnumSet.of(SampleMetric.PROCESS_MEMORY_BYTES, SampleMetric.PROCESS_THREADS);

    /** Returns the sources of all that probes read, by metric. */
    static Map<SampleMetric, FigureSource> all() {
        Map<SampleMetric, FigureSource> all = new EnumMap<>(SampleMetric.class);
        machine(all);
        container(all);
        process(all);
        gpus(all);
        jvm(all);
        for (SampleMetric metric : SampleMetric.values()) {
            metric.line().ifPresent(line -> {
                String text = "`/" + line.file() + "`, `" + line.key() + "`";
                all.put(metric, LINES_OSHI_HAS.contains(metric) ? alsoOshi(text) : linux(text));
            });
        }
        return all;
    }

    private static void machine(Map<SampleMetric, FigureSource> all) {
        String stat = "`/proc/stat`, line `cpu`: ";
        all.put(SampleMetric.HOST_CPU_USAGE_RATIO, both(stat + "all but idle and iowait", SYSTEM_BEAN));
        all.put(SampleMetric.HOST_CPU_USER_SECONDS, alsoOshi(stat + "user and nice, ticks of 10 ms"));
        all.put(SampleMetric.HOST_CPU_SYSTEM_SECONDS, alsoOshi(stat + "system"));
        all.put(SampleMetric.HOST_CPU_IO_WAIT_SECONDS, linux(stat + "iowait"));
        all.put(SampleMetric.HOST_CPU_STEAL_SECONDS, linux(stat + "steal"));
        all.put(SampleMetric.HOST_CPUS, both("`/proc/stat`, lines `cpuN`", SYSTEM_BEAN));
        all.put(SampleMetric.HOST_LOAD1, both("`/proc/loadavg`", SYSTEM_BEAN));
        all.put(SampleMetric.HOST_THREADS, alsoOshi("`/proc/loadavg`, behind the slash"));
        all.put(SampleMetric.HOST_PROCESSES, alsoOshi("directories of `/proc` that are numbers"));
        String memory = "`/proc/meminfo`, ";
        all.put(SampleMetric.HOST_MEMORY_TOTAL_BYTES, both(memory + "`MemTotal`", SYSTEM_BEAN));
        all.put(SampleMetric.HOST_MEMORY_AVAILABLE_BYTES, both(memory + "`MemAvailable`", SYSTEM_BEAN));
        all.put(SampleMetric.HOST_MEMORY_USED_BYTES, both(memory + "`MemTotal` less `MemAvailable`", SYSTEM_BEAN));
        all.put(SampleMetric.HOST_MEMORY_FREE_BYTES, linux(memory + "`MemFree`"));
        all.put(SampleMetric.HOST_MEMORY_BUFFERS_BYTES, linux(memory + "`Buffers`"));
        all.put(SampleMetric.HOST_MEMORY_CACHED_BYTES, linux(memory + "`Cached` and `SReclaimable`"));
        all.put(SampleMetric.HOST_MEMORY_ACTIVE_BYTES, linux(memory + "`Active`"));
        all.put(SampleMetric.HOST_MEMORY_INACTIVE_BYTES, linux(memory + "`Inactive`"));
        all.put(SampleMetric.HOST_SWAP_TOTAL_BYTES, both(memory + "`SwapTotal`", SYSTEM_BEAN));
        all.put(SampleMetric.HOST_SWAP_USED_BYTES, both(memory + "`SwapTotal` less `SwapFree`", SYSTEM_BEAN));
        all.put(SampleMetric.HOST_PRESSURE_WAITING_SECONDS, linux("`/proc/pressure`, `some`"));
        all.put(SampleMetric.HOST_PRESSURE_STALLED_SECONDS, linux("`/proc/pressure`, `full` of memory and io"));
        all.put(SampleMetric.HOST_OPEN_FILES, alsoOshi("`/proc/sys/fs/file-nr`, allocated less unused"));
        all.put(SampleMetric.HOST_OPEN_FILES_LIMIT, alsoOshi("`/proc/sys/fs/file-nr`"));
        String disks = "OSHI: `/sys/block/*/stat` of what has hardware below it, sectors of 512 bytes";
        all.put(SampleMetric.HOST_DISK_READ_BYTES, alsoOshi(disks));
        all.put(SampleMetric.HOST_DISK_WRITTEN_BYTES, alsoOshi(disks));
        String directory = "`statvfs` of the working directory";
        all.put(SampleMetric.HOST_DISK_TOTAL_BYTES, both(directory, "`File`"));
        all.put(SampleMetric.HOST_DISK_FREE_BYTES, both(directory, "`File`"));
        String mounts =
                "`statvfs` of each block device of `/proc/self/mountinfo`, once; no overlay, image, loop or FUSE";
        all.put(SampleMetric.HOST_FILE_SYSTEMS_TOTAL_BYTES, alsoOshi(mounts));
        all.put(SampleMetric.HOST_FILE_SYSTEMS_FREE_BYTES, alsoOshi(mounts));
        all.put(SampleMetric.HOST_NETWORK_RECEIVED_BYTES, alsoOshi("`/proc/net/dev`, all but `lo`"));
        all.put(SampleMetric.HOST_NETWORK_SENT_BYTES, alsoOshi("`/proc/net/dev`, all but `lo`"));
        all.put(SampleMetric.HOST_COUNTERS_SET_BACK, both("the agent's own count", "the same"));
        all.put(SampleMetric.HOST_READS_FAILED, both("the agent's own count", "the same"));
    }

    private static void container(Map<SampleMetric, FigureSource> all) {
        all.put(SampleMetric.HOST_CONTAINER_CPU_LIMIT, groups("cpu.cfs_quota_us", "cpu.max"));
        all.put(SampleMetric.HOST_CONTAINER_CPU_USAGE, groups("cpuacct.usage", "cpu.stat"));
        all.put(SampleMetric.HOST_CONTAINER_CPU_SECONDS, groups("cpuacct.usage", "cpu.stat"));
        all.put(
                SampleMetric.HOST_CONTAINER_CPU_THROTTLED_SECONDS,
                linux("`cpu.stat` of the group with the strictest limit: `throttled_time` in version 1,"
                        + " `throttled_usec` in version 2"));
        all.put(SampleMetric.HOST_CONTAINER_CPU_PERIODS, linux("the same, `nr_periods`"));
        all.put(SampleMetric.HOST_CONTAINER_CPU_THROTTLED_PERIODS, linux("the same, `nr_throttled`"));
        all.put(SampleMetric.HOST_CONTAINER_MEMORY_LIMIT_BYTES, groups("memory.limit_in_bytes", "memory.max"));
        all.put(
                SampleMetric.HOST_CONTAINER_MEMORY_USED_BYTES,
                linux("`memory.usage_in_bytes` or `memory.current`, less inactive file cache of `memory.stat`"));
        all.put(SampleMetric.HOST_CONTAINER_TASKS, linux("`pids.current`"));
        all.put(SampleMetric.HOST_CONTAINER_TASKS_LIMIT, linux("`pids.max`, the lowest of the group and those above"));
        all.put(SampleMetric.HOST_CONTAINER_PRESSURE_WAITING_SECONDS, linux("version 2: `*.pressure`, `some`"));
        all.put(SampleMetric.HOST_CONTAINER_PRESSURE_STALLED_SECONDS, linux("version 2: `*.pressure`, `full`"));
    }

    private static void process(Map<SampleMetric, FigureSource> all) {
        all.put(
                SampleMetric.PROCESS_NATIVE_BYTES,
                both(
                        "`VmRSS` less committed heap and non-heap (`MemoryMXBean`) and direct buffers (`BufferPoolMXBean`)",
                        "OSHI's resident memory less the same"));
        all.put(SampleMetric.PROCESS_START_TIME_SECONDS, bean("RuntimeMXBean"));
        all.put(SampleMetric.PROCESS_CPU_USAGE_RATIO, bean("OperatingSystemMXBean"));
        all.put(SampleMetric.PROCESS_CPU_SECONDS, bean("OperatingSystemMXBean"));
        all.put(SampleMetric.PROCESS_OPEN_FILES, both("`UnixOperatingSystemMXBean`", "the same, on macOS"));
        all.put(SampleMetric.PROCESS_OPEN_FILES_LIMIT, both("`UnixOperatingSystemMXBean`", "the same, on macOS"));
        all.put(SampleMetric.PROCESS_READ_BYTES, alsoOshi("`/proc/self/io`, `read_bytes`; with children that ended"));
        all.put(
                SampleMetric.PROCESS_WRITTEN_BYTES,
                alsoOshi("`/proc/self/io`, `write_bytes`; with children that ended"));
        all.put(
                SampleMetric.PROCESS_TREE_CHILDREN,
                linux("`/proc/<pid>/task/*/children`, else parents in `/proc/*/stat`"));
        all.put(
                SampleMetric.PROCESS_TREE_CPU_USER_SECONDS,
                linux("`/proc/<pid>/stat`, `utime` and `cutime` of it and its descendants"));
        all.put(
                SampleMetric.PROCESS_TREE_CPU_SYSTEM_SECONDS,
                linux("`/proc/<pid>/stat`, `stime` and `cstime` of it and its descendants"));
        all.put(SampleMetric.PROCESS_TREE_READ_BYTES, linux("`/proc/<pid>/io` of it and its descendants"));
        all.put(SampleMetric.PROCESS_TREE_WRITTEN_BYTES, linux("`/proc/<pid>/io` of it and its descendants"));
        all.put(
                SampleMetric.PROCESS_TREE_MEMORY_BYTES,
                linux("`smaps_rollup`, `Pss`, each 30 s while that takes less than 3 ms of CPU time, and the change"
                        + " of `VmRSS` since; else `VmRSS`"));
    }

    private static void gpus(Map<SampleMetric, FigureSource> all) {
        all.put(SampleMetric.GPU_UTILIZATION_RATIO, gpu("`nvmlDeviceGetUtilizationRates`", "`gpu_busy_percent`"));
        all.put(
                SampleMetric.GPU_PROCESS_UTILIZATION_RATIO,
                nvidia("`nvmlDeviceGetProcessUtilization`, `smUtil` of the latest sample"));
        all.put(
                SampleMetric.GPU_MEMORY_USED_BYTES,
                gpu(
                        "`nvmlDeviceGetMemoryInfo_v2`, before release 510 of the driver `nvmlDeviceGetMemoryInfo`",
                        "`mem_info_vram_used`"));
        all.put(SampleMetric.GPU_MEMORY_TOTAL_BYTES, gpu("the same", "`mem_info_vram_total`"));
        all.put(
                SampleMetric.GPU_PROCESS_MEMORY_BYTES,
                nvidia("`nvmlDeviceGetComputeRunningProcesses`, `nvmlDeviceGetGraphicsRunningProcesses`"));
        all.put(
                SampleMetric.GPU_POWER_WATTS,
                gpu("`nvmlDeviceGetPowerUsage`", "`hwmon/*/power1_average`, else `power1_input`"));
        all.put(SampleMetric.GPU_TEMPERATURE_CELSIUS, gpu("`nvmlDeviceGetTemperature`", "`hwmon/*/temp1_input`"));
    }

    /** Of a file of {@code /sys/class/drm/card*}{@code /device}. */
    private static FigureSource gpu(String nvidia, String amd) {
        return both("NVIDIA: " + nvidia + "; AMD: " + amd, "NVIDIA on Windows: the same");
    }

    private static FigureSource nvidia(String function) {
        return both("NVIDIA: " + function, "");
    }

    private static void jvm(Map<SampleMetric, FigureSource> all) {
        all.put(SampleMetric.JVM_GC_COLLECTIONS, bean("GarbageCollectorMXBean"));
        all.put(SampleMetric.JVM_GC_PAUSE_SECONDS, bean("GarbageCollectorMXBean"));
        all.put(SampleMetric.JVM_THREADS, bean("ThreadMXBean"));
        all.put(SampleMetric.JVM_CLASSES_LOADED, bean("ClassLoadingMXBean"));
        all.put(SampleMetric.JVM_HEAP_USED_BYTES, bean("MemoryMXBean"));
        all.put(SampleMetric.JVM_HEAP_COMMITTED_BYTES, bean("MemoryMXBean"));
        all.put(SampleMetric.JVM_HEAP_MAX_BYTES, bean("MemoryMXBean"));
        all.put(SampleMetric.JVM_NON_HEAP_USED_BYTES, bean("MemoryMXBean"));
        all.put(SampleMetric.JVM_NON_HEAP_COMMITTED_BYTES, bean("MemoryMXBean"));
        all.put(SampleMetric.JVM_BUFFER_POOL_USED_BYTES, bean("BufferPoolMXBean"));
        all.put(
                SampleMetric.INFERENCE_STALLED_SECONDS,
                both(
                        "notifications of `GarbageCollectorMXBean` and throttled time, multiplied with calls in flight",
                        "`gc` only"));
    }

    private static FigureSource alsoOshi(String linux) {
        return both(linux, "OSHI");
    }

    private static FigureSource linux(String source) {
        return new FigureSource(source, "");
    }

    private static FigureSource both(String linux, String elsewhere) {
        return new FigureSource(linux, elsewhere);
    }

    private static FigureSource bean(String name) {
        return new FigureSource("`" + name + "`", "the same");
    }

    private static FigureSource groups(String versionOne, String versionTwo) {
        return linux("version 1: `" + versionOne + "`; version 2: `" + versionTwo + "`");
    }
}
