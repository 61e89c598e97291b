package io.inferometer.exporter.sentinel;

import io.inferometer.exporter.api.HostFigure;
import io.inferometer.exporter.api.HostRow;
import java.util.Locale;

/**
 * The columns that the service computes statistics from, in their order. {@code system} is the whole machine, {@code process} this
 * JVM with its descendants. Times are seconds of CPU and byte columns bytes, both since the row before; usage is in cores or GPUs,
 * memory in MiB, disk space in 10^9 bytes.
 */
enum Column {
    TIMESTAMP(3),
    SYSTEM_PROCESSES(0),
    SYSTEM_UTIME(6),
    SYSTEM_STIME(6),
    SYSTEM_CPU_USAGE(4),
    SYSTEM_MEMORY_FREE_MIB(4),
    SYSTEM_MEMORY_USED_MIB(4),
    SYSTEM_MEMORY_BUFFERS_MIB(4),
    SYSTEM_MEMORY_CACHED_MIB(4),
    SYSTEM_MEMORY_ACTIVE_MIB(4),
    SYSTEM_MEMORY_INACTIVE_MIB(4),
    SYSTEM_DISK_READ_BYTES(0),
    SYSTEM_DISK_WRITE_BYTES(0),
    SYSTEM_DISK_SPACE_TOTAL_GB(2),
    SYSTEM_DISK_SPACE_USED_GB(2),
    SYSTEM_DISK_SPACE_FREE_GB(2),
    SYSTEM_NET_RECV_BYTES(0),
    SYSTEM_NET_SENT_BYTES(0),
    SYSTEM_GPU_USAGE(4),
    SYSTEM_GPU_VRAM_MIB(4),
    SYSTEM_GPU_UTILIZED(0),
    PROCESS_PID(0),
    PROCESS_CHILDREN(0),
    PROCESS_UTIME(6),
    PROCESS_STIME(6),
    PROCESS_CPU_USAGE(4),
    PROCESS_MEMORY_MIB(4),
    PROCESS_DISK_READ_BYTES(0),
    PROCESS_DISK_WRITE_BYTES(0),
    PROCESS_GPU_USAGE(4),
    PROCESS_GPU_VRAM_MIB(4),
    PROCESS_GPU_UTILIZED(0);

    private final int decimals;

    Column(int decimals) {
        this.decimals = decimals;
    }

    /** How many digits behind the point there are at most. */
    int decimals() {
        return decimals;
    }

    /** Returns its value in a row; NaN if it is not known. */
    double value(HostRow row) {
        return this == TIMESTAMP ? row.atMillis() / 1e3 : row.value(HostFigure.valueOf(name()));
    }

    /** As in the header. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
