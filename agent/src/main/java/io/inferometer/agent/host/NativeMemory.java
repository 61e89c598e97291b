package io.inferometer.agent.host;

import io.inferometer.exporter.metric.SampleMetric;
import java.io.File;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.function.LongSupplier;

/** What native libraries hold of this process's memory, where models live: no bean of the JVM knows of it. */
final class NativeMemory implements Probe {

    private static final int KIB = 1024;

    private final File status;
    private final LongSupplier committed;

    NativeMemory(File root) {
        this(root, committedBytes());
    }

    /** @param committed bytes that the JVM accounts for */
    NativeMemory(File root, LongSupplier committed) {
        this.status = new File(root, "proc/self/status");
        this.committed = committed;
    }

    /** Bytes that the JVM accounts for. */
    static LongSupplier committedBytes() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        BufferPoolMXBean direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .findFirst()
                .orElse(null);
        return () -> memory.getHeapMemoryUsage().getCommitted()
                + memory.getNonHeapMemoryUsage().getCommitted()
                + (direct == null ? 0 : direct.getMemoryUsed());
    }

    @Override
    public void read(Readings readings) throws IOException {
        double resident = ProcFile.number(ProcFile.read(status), "VmRSS") * KIB;
        readings.add(SampleMetric.PROCESS_NATIVE_BYTES, beyond(resident, committed));
    }

    /** A heap that is committed and not yet touched is not resident: no memory is less than none. An unknown stays unknown. */
    static double beyond(double resident, LongSupplier committed) {
        return Math.max(0, resident - committed.getAsLong());
    }
}
