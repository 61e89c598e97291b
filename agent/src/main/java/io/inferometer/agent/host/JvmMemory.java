package io.inferometer.agent.host;

import io.inferometer.exporter.metric.SampleMetric;
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
        readings.add(SampleMetric.JVM_HEAP_USED_BYTES, (double) heap.getUsed());
        readings.add(SampleMetric.JVM_HEAP_COMMITTED_BYTES, (double) heap.getCommitted());
        readings.add(SampleMetric.JVM_HEAP_MAX_BYTES, (double) heap.getMax());
        MemoryUsage nonHeap = memory.getNonHeapMemoryUsage();
        readings.add(SampleMetric.JVM_NON_HEAP_USED_BYTES, (double) nonHeap.getUsed());
        readings.add(SampleMetric.JVM_NON_HEAP_COMMITTED_BYTES, (double) nonHeap.getCommitted());
        if (pools == null) {
            pools = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
        }
        for (BufferPoolMXBean pool : pools) {
            readings.add(SampleMetric.JVM_BUFFER_POOL_USED_BYTES, (double) pool.getMemoryUsed(), pool.getName());
        }
    }
}
