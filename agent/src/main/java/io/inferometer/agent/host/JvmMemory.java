package io.inferometer.agent.host;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.util.List;

/** The JVM's heap, what lies beside it, and its buffers. */
final class JvmMemory implements Probe {

    private List<BufferPoolMXBean> pools;

    @Override
    public void read(Readings readings) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        MemoryUsage heap = memory.getHeapMemoryUsage();
        readings.gauge("inferometer_jvm_heap_used_bytes", "Heap in use, garbage included.", (double) heap.getUsed());
        readings.gauge("inferometer_jvm_heap_committed_bytes", "Heap that the operating system has granted.", (double)
                heap.getCommitted());
        readings.gauge("inferometer_jvm_heap_max_bytes", "Most that the heap may grow to.", (double) heap.getMax());
        MemoryUsage nonHeap = memory.getNonHeapMemoryUsage();
        readings.gauge(
                "inferometer_jvm_non_heap_used_bytes", "Memory in use by the JVM's classes and compiled code.", (double)
                        nonHeap.getUsed());
        readings.gauge(
                "inferometer_jvm_non_heap_committed_bytes",
                "Memory that the operating system has granted for classes and compiled code.",
                (double) nonHeap.getCommitted());
        if (pools == null) {
            pools = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
        }
        for (BufferPoolMXBean pool : pools) {
            readings.gauge(
                    "inferometer_jvm_buffer_pool_used_bytes",
                    "Memory of direct and mapped buffers.",
                    (double) pool.getMemoryUsed(),
                    "pool",
                    pool.getName());
        }
    }
}
