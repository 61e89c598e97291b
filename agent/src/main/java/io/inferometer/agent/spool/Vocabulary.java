package io.inferometer.agent.spool;

import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.MetricSample.Kind;
import java.util.Map;

/**
 * What is in every window: the preset dictionary of version 1 of {@link WindowCodec}, which makes the host's names and sentences
 * cost next to nothing. It is the agent's host metrics as {@link HostCodec} writes their names. Part of the format: it stays as it
 * is even where a metric is named otherwise one day, which then only takes more space.
 */
final class Vocabulary {

    static final byte[] BYTES = bytes();

    private Vocabulary() {}

    /** Kind, name, label and sentence. */
    private static String metrics() {
        return """
                gauge|inferometer_host_cpu_usage_ratio||Share of the host's CPU time spent working since the previous look, 0 to 1 over all CPUs.
                gauge|inferometer_host_cpus||CPUs of the host that are online.
                gauge|inferometer_host_load1||Tasks of the host that ran or waited to run, averaged over one minute.
                gauge|inferometer_host_memory_total_bytes||Memory of the host.
                gauge|inferometer_host_memory_available_bytes||Memory of the host that programs can still take without swapping.
                gauge|inferometer_host_memory_used_bytes||Memory of the host that is not available to programs.
                gauge|inferometer_host_swap_total_bytes||Swap space of the host.
                gauge|inferometer_host_swap_used_bytes||Swap space of the host in use.
                counter|inferometer_host_disk_read_bytes_total||Bytes read from all disks of the host.
                counter|inferometer_host_disk_written_bytes_total||Bytes written to all disks of the host.
                gauge|inferometer_host_disk_total_bytes||Size of the file system that holds the working directory of this process.
                gauge|inferometer_host_disk_free_bytes||Space that this user can still take of the file system of the working directory.
                counter|inferometer_host_network_received_bytes_total||Bytes received by all network interfaces but loopback.
                counter|inferometer_host_network_sent_bytes_total||Bytes sent by all network interfaces but loopback.
                gauge|inferometer_host_container_cpu_limit||Most cores that the control group of this process may use; absent when unlimited.
                gauge|inferometer_host_container_cpu_usage||Cores that the control group of this process used since the previous look.
                counter|inferometer_host_container_cpu_seconds_total||CPU time used by the control group of this process.
                counter|inferometer_host_container_cpu_throttled_seconds_total||Time that the CPU limit held back tasks of the control group of this process.
                gauge|inferometer_host_container_memory_limit_bytes||Most memory that the control group of this process may use; absent when unlimited.
                gauge|inferometer_host_container_memory_used_bytes||Memory of the control group of this process without the file cache that can be dropped.
                gauge|inferometer_process_memory_bytes||Resident memory of this process.
                gauge|inferometer_process_threads||Threads of this process, Java's and native ones.
                gauge|inferometer_process_start_time_seconds||When this process was started, in seconds since 1970 in UTC.
                gauge|inferometer_process_cpu_usage_ratio||Cores that this process used since the previous look; 1 is one core.
                counter|inferometer_process_cpu_seconds_total||CPU time used by this process.
                gauge|inferometer_process_open_files||File descriptors that this process has open.
                gauge|inferometer_jvm_heap_used_bytes||Heap in use, garbage included.
                gauge|inferometer_jvm_heap_committed_bytes||Heap that the operating system has granted.
                gauge|inferometer_jvm_heap_max_bytes||Most that the heap may grow to.
                gauge|inferometer_jvm_non_heap_used_bytes||Memory in use by the JVM's classes and compiled code.
                gauge|inferometer_jvm_non_heap_committed_bytes||Memory that the operating system has granted for classes and compiled code.
                gauge|inferometer_jvm_buffer_pool_used_bytes|pool=mapped|Memory of direct and mapped buffers.
                gauge|inferometer_jvm_buffer_pool_used_bytes|pool=direct|Memory of direct and mapped buffers.
                gauge|inferometer_jvm_buffer_pool_used_bytes|pool=mapped - 'non-volatile memory'|Memory of direct and mapped buffers.
                counter|inferometer_jvm_gc_collections_total|collector=G1 Young Generation|Garbage collections, or cycles of a concurrent collector.
                counter|inferometer_jvm_gc_pause_seconds_total|collector=G1 Young Generation|Time that garbage collection stopped the application.
                counter|inferometer_jvm_gc_collections_total|collector=G1 Old Generation|Garbage collections, or cycles of a concurrent collector.
                counter|inferometer_jvm_gc_pause_seconds_total|collector=G1 Old Generation|Time that garbage collection stopped the application.
                gauge|inferometer_jvm_threads||Platform threads of the JVM that run Java code.
                gauge|inferometer_jvm_classes_loaded||Classes loaded now.
                """;
    }

    private static byte[] bytes() {
        ByteWriter out = new ByteWriter();
        for (String line : metrics().split("\n", -1)) {
            String[] parts = line.split("\\|", 4);
            if (parts.length == 4) {
                int sign = parts[2].indexOf('=');
                Map<String, String> labels =
                        sign < 0 ? Map.of() : Map.of(parts[2].substring(0, sign), parts[2].substring(sign + 1));
                Kind kind = parts[0].equals("counter") ? Kind.COUNTER : Kind.GAUGE;
                HostCodec.writeName(out, new MetricSample(parts[1], parts[3], kind, labels, 0));
            }
        }
        return out.toBytes();
    }
}
