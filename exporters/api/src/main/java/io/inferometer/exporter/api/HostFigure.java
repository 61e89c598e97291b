package io.inferometer.exporter.api;

/**
 * What a {@link HostRow} can hold: the machine as a whole, and this process with its descendants. Times are seconds of CPU and bytes read,
 * written, received and sent are those since the row before; CPU usage is in cores, GPU usage in GPUs, memory in MiB, disk space in 10^9
 * bytes. The spool writes them by their places: new ones go to the end.
 */
public enum HostFigure {
    SYSTEM_PROCESSES,
    SYSTEM_UTIME,
    SYSTEM_STIME,
    SYSTEM_CPU_USAGE,
    SYSTEM_MEMORY_FREE_MIB,
    SYSTEM_MEMORY_USED_MIB,
    SYSTEM_MEMORY_BUFFERS_MIB,
    SYSTEM_MEMORY_CACHED_MIB,
    SYSTEM_MEMORY_ACTIVE_MIB,
    SYSTEM_MEMORY_INACTIVE_MIB,
    SYSTEM_DISK_READ_BYTES,
    SYSTEM_DISK_WRITE_BYTES,
    SYSTEM_DISK_SPACE_TOTAL_GB,
    SYSTEM_DISK_SPACE_USED_GB,
    SYSTEM_DISK_SPACE_FREE_GB,
    SYSTEM_NET_RECV_BYTES,
    SYSTEM_NET_SENT_BYTES,
    SYSTEM_GPU_USAGE,
    SYSTEM_GPU_VRAM_MIB,
    SYSTEM_GPU_UTILIZED,
    PROCESS_PID,
    PROCESS_CHILDREN,
    PROCESS_UTIME,
    PROCESS_STIME,
    PROCESS_CPU_USAGE,
    PROCESS_MEMORY_MIB,
    PROCESS_DISK_READ_BYTES,
    PROCESS_DISK_WRITE_BYTES,
    PROCESS_GPU_USAGE,
    PROCESS_GPU_VRAM_MIB,
    PROCESS_GPU_UTILIZED
}
