package io.inferometer.exporter.metric;

import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.metric.Description.Kind;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is shown of the machine, the process and the JVM, and what the agent counts beside its books: metrics whose values come as
 * {@link MetricSample samples}.
 */
@SuppressWarnings("ImmutableEnumChecker") // A description is a record of texts and numbers.
public enum SampleMetric {
    HOST_CONTAINER_CPU_LIMIT(
            Kind.GAUGE,
            "cores",
            "",
            "Most cores that the control group of this process may use; absent when unlimited."),
    HOST_CONTAINER_CPU_USAGE(
            Kind.GAUGE, "cores", "", "Cores that the control group of this process used since the previous look."),
    HOST_CONTAINER_CPU_SECONDS(Kind.COUNTER, "seconds", "", "CPU time used by the control group of this process."),
    HOST_CONTAINER_CPU_THROTTLED_SECONDS(
            Kind.COUNTER,
            "seconds",
            "",
            "Time that the CPU limit held back tasks of the control group of this process."),
    HOST_CONTAINER_CPU_PERIODS(
            Kind.COUNTER,
            "periods",
            "",
            "Periods of the CPU limit in which tasks of the control group of this process wanted to run."),
    HOST_CONTAINER_CPU_THROTTLED_PERIODS(
            Kind.COUNTER,
            "periods",
            "",
            "Periods in which the CPU limit held back tasks of the control group of this process."),
    HOST_CONTAINER_PRESSURE_WAITING_SECONDS(
            Kind.COUNTER,
            "seconds",
            "resource",
            "Time in which at least one task of the control group of this process waited for the resource."),
    HOST_CONTAINER_PRESSURE_STALLED_SECONDS(
            Kind.COUNTER,
            "seconds",
            "resource",
            "Time in which every task of the control group of this process that had anything to do waited for the"
                    + " resource."),
    HOST_CONTAINER_TASKS(Kind.GAUGE, "tasks", "", "Processes and threads of the control group of this process."),
    HOST_CONTAINER_TASKS_LIMIT(
            Kind.GAUGE,
            "tasks",
            "",
            "Most processes and threads that the control group of this process may have; absent when unlimited."),
    HOST_LOAD1(Kind.GAUGE, "tasks", "", "Tasks of the host that ran or waited to run, averaged over one minute."),
    HOST_DISK_READ_BYTES(Kind.COUNTER, "bytes", "", "Bytes read from all disks of the host."),
    HOST_DISK_WRITTEN_BYTES(Kind.COUNTER, "bytes", "", "Bytes written to all disks of the host."),
    HOST_NETWORK_RECEIVED_BYTES(Kind.COUNTER, "bytes", "", "Bytes received by all network interfaces but loopback."),
    HOST_NETWORK_SENT_BYTES(Kind.COUNTER, "bytes", "", "Bytes sent by all network interfaces but loopback."),
    HOST_CPU_USAGE_RATIO(
            Kind.GAUGE,
            "ratio",
            "",
            "Share of the host's CPU time spent working since the previous look, 0 to 1 over all CPUs."),
    HOST_CPU_USER_SECONDS(Kind.COUNTER, "seconds", "", "CPU time that programs used on the host, at any priority."),
    HOST_CPU_SYSTEM_SECONDS(Kind.COUNTER, "seconds", "", "CPU time that the kernel of the host used for programs."),
    HOST_CPU_IO_WAIT_SECONDS(
            Kind.COUNTER, "seconds", "", "CPU time in which the host did nothing and waited for disks."),
    HOST_CPU_STEAL_SECONDS(
            Kind.COUNTER, "seconds", "", "CPU time that a virtual machine wanted and its hypervisor gave to others."),
    HOST_CPUS(Kind.GAUGE, "cpus", "", "CPUs of the host that are online."),
    HOST_MEMORY_TOTAL_BYTES(Kind.GAUGE, "bytes", "", "Memory of the host."),
    HOST_MEMORY_AVAILABLE_BYTES(
            Kind.GAUGE, "bytes", "", "Memory of the host that programs can still take without swapping."),
    HOST_MEMORY_USED_BYTES(Kind.GAUGE, "bytes", "", "Memory of the host that is not available to programs."),
    HOST_MEMORY_FREE_BYTES(Kind.GAUGE, "bytes", "", "Memory of the host that nothing uses."),
    HOST_MEMORY_BUFFERS_BYTES(Kind.GAUGE, "bytes", "", "Memory of the host that buffers block devices."),
    HOST_MEMORY_CACHED_BYTES(
            Kind.GAUGE, "bytes", "", "Memory of the host that caches files and what the kernel can read again."),
    HOST_MEMORY_ACTIVE_BYTES(Kind.GAUGE, "bytes", "", "Memory of the host that was used lately."),
    HOST_MEMORY_INACTIVE_BYTES(Kind.GAUGE, "bytes", "", "Memory of the host that was not used lately."),
    HOST_OUT_OF_MEMORY_KILLS(
            Kind.COUNTER,
            "processes",
            KernelLine.of("proc/vmstat", "oom_kill"),
            "Processes that the kernel of the host killed because memory ran out, the host's or that of a control group."),
    HOST_SWAP_TOTAL_BYTES(Kind.GAUGE, "bytes", "", "Swap space of the host."),
    HOST_SWAP_USED_BYTES(Kind.GAUGE, "bytes", "", "Swap space of the host in use."),
    HOST_CONTAINER_MEMORY_LIMIT_BYTES(
            Kind.GAUGE,
            "bytes",
            "",
            "Most memory that the control group of this process may use; absent when unlimited."),
    HOST_CONTAINER_MEMORY_USED_BYTES(
            Kind.GAUGE,
            "bytes",
            "",
            "Memory of the control group of this process without the file cache that can be dropped."),
    HOST_DISK_TOTAL_BYTES(
            Kind.GAUGE, "bytes", "", "Size of the file system that holds the working directory of this process."),
    HOST_DISK_FREE_BYTES(
            Kind.GAUGE,
            "bytes",
            "",
            "Space that this user can still take of the file system of the working directory."),
    HOST_FILE_SYSTEMS_TOTAL_BYTES(
            Kind.GAUGE,
            "bytes",
            "",
            "Size of all file systems on block devices that this process sees, each device once."),
    HOST_FILE_SYSTEMS_FREE_BYTES(
            Kind.GAUGE, "bytes", "", "Space that this user can still take of all file systems on block devices."),
    HOST_PRESSURE_WAITING_SECONDS(
            Kind.COUNTER,
            "seconds",
            "resource",
            "Time in which at least one task of the host waited for the resource."),
    HOST_PRESSURE_STALLED_SECONDS(
            Kind.COUNTER,
            "seconds",
            "resource",
            "Time in which every task of the host that had anything to do waited for the resource."),
    HOST_PROCESSES(
            Kind.GAUGE,
            "processes",
            "",
            "Processes that this process sees: all of the host, or of the container; absent where they are hidden."),
    HOST_THREADS(Kind.GAUGE, "threads", "", "Threads of the host."),
    HOST_OPEN_FILES(Kind.GAUGE, "files", "", "Files that the host has open."),
    HOST_OPEN_FILES_LIMIT(Kind.GAUGE, "files", "", "Most files that the host may have open; absent when unlimited."),
    HOST_COUNTERS_SET_BACK(
            Kind.COUNTER, "steps", "", "Times that the source of a counter stepped back; the counter held."),
    HOST_READS_FAILED(
            Kind.COUNTER,
            "reads",
            "source",
            "Figures of the machine that could not be read or did not come in time, and are absent from that look."),
    PROCESS_MEMORY_BYTES(
            Kind.GAUGE, "bytes", KernelLine.kib("proc/self/status", "VmRSS"), "Resident memory of this process."),
    PROCESS_NATIVE_BYTES(
            Kind.GAUGE,
            "bytes",
            "",
            "Resident memory of this process beyond what the JVM has committed (heap, metaspace, code cache, direct"
                    + " buffers): that of native libraries. Low by what is committed and not resident."),
    PROCESS_THREADS(
            Kind.GAUGE,
            "threads",
            KernelLine.of("proc/self/status", "Threads"),
            "Threads of this process, Java's and native ones."),
    PROCESS_START_TIME_SECONDS(
            Kind.GAUGE, "seconds", "", "When this process was started, in seconds since 1970 in UTC."),
    PROCESS_CPU_USAGE_RATIO(
            Kind.GAUGE, "ratio", "", "Cores that this process used since the previous look; 1 is one core."),
    PROCESS_CPU_SECONDS(Kind.COUNTER, "seconds", "", "CPU time used by this process."),
    PROCESS_OPEN_FILES(Kind.GAUGE, "files", "", "File descriptors that this process has open."),
    PROCESS_OPEN_FILES_LIMIT(
            Kind.GAUGE, "files", "", "Most file descriptors that this process may have open; absent when unlimited."),
    PROCESS_READ_BYTES(Kind.COUNTER, "bytes", "", "Bytes that this process had read from disks."),
    PROCESS_WRITTEN_BYTES(Kind.COUNTER, "bytes", "", "Bytes that this process had written to disks."),
    PROCESS_TREE_CHILDREN(
            Kind.GAUGE,
            "processes",
            "",
            "Live descendants of this process; of it and them only if an exporter asks for it."),
    PROCESS_TREE_CPU_USER_SECONDS(
            Kind.COUNTER, "seconds", "", "CPU time that this process and its descendants used in programs."),
    PROCESS_TREE_CPU_SYSTEM_SECONDS(
            Kind.COUNTER, "seconds", "", "CPU time that the kernel used for this process and its descendants."),
    PROCESS_TREE_READ_BYTES(
            Kind.COUNTER, "bytes", "", "Bytes that this process and its descendants had read from disks."),
    PROCESS_TREE_WRITTEN_BYTES(
            Kind.COUNTER, "bytes", "", "Bytes that this process and its descendants had written to disks."),
    PROCESS_TREE_MEMORY_BYTES(
            Kind.GAUGE,
            "bytes",
            "",
            "Memory of this process and its descendants, shared pages counted once; resident memory where telling"
                    + " takes long."),
    GPU_UTILIZATION_RATIO(Kind.GAUGE, "ratio", "gpu", "Share of the time that the GPU worked, 0 to 1."),
    GPU_PROCESS_UTILIZATION_RATIO(
            Kind.GAUGE, "ratio", "gpu", "Share of the time that the GPU worked for this process, 0 to 1."),
    GPU_MEMORY_USED_BYTES(Kind.GAUGE, "bytes", "gpu", "Memory of the GPU in use, by all processes."),
    GPU_MEMORY_TOTAL_BYTES(Kind.GAUGE, "bytes", "gpu", "Memory of the GPU."),
    GPU_PROCESS_MEMORY_BYTES(Kind.GAUGE, "bytes", "gpu", "Memory of the GPU in use by this process."),
    GPU_POWER_WATTS(Kind.GAUGE, "watts", "gpu", "Power that the GPU draws."),
    GPU_TEMPERATURE_CELSIUS(Kind.GAUGE, "degrees Celsius", "gpu", "Temperature of the GPU."),
    JVM_GC_COLLECTIONS(
            Kind.COUNTER, "collections", "collector", "Garbage collections, or cycles of a concurrent collector."),
    JVM_GC_PAUSE_SECONDS(Kind.COUNTER, "seconds", "collector", "Time that garbage collection stopped the application."),
    JVM_THREADS(Kind.GAUGE, "threads", "", "Platform threads of the JVM that run Java code."),
    JVM_CLASSES_LOADED(Kind.GAUGE, "classes", "", "Classes loaded now."),
    JVM_HEAP_USED_BYTES(Kind.GAUGE, "bytes", "", "Heap in use, garbage included."),
    JVM_HEAP_COMMITTED_BYTES(Kind.GAUGE, "bytes", "", "Heap that the operating system has granted."),
    JVM_HEAP_MAX_BYTES(Kind.GAUGE, "bytes", "", "Most that the heap may grow to."),
    JVM_NON_HEAP_USED_BYTES(Kind.GAUGE, "bytes", "", "Memory in use by the JVM's classes and compiled code."),
    JVM_NON_HEAP_COMMITTED_BYTES(
            Kind.GAUGE, "bytes", "", "Memory that the operating system has granted for classes and compiled code."),
    JVM_BUFFER_POOL_USED_BYTES(Kind.GAUGE, "bytes", "pool", "Memory of direct and mapped buffers."),
    INFERENCE_STALLED_SECONDS(
            Kind.COUNTER,
            "seconds",
            "cause",
            "Time that calls in flight stood still for garbage collection (gc) or the container's CPU limit"
                    + " (throttled): an estimate."),
    AGENT_ERRORS(Kind.COUNTER, "errors", "", "Errors that the agent's own threads met and survived."),
    AGENT_CLOCK_TSC(
            Kind.GAUGE,
            "",
            "",
            "1 while calls are timed by the processor's time-stamp counter, 0 where clock=tsc does not apply or was left; absent"
                    + " without clock=tsc."),
    AGENT_CRASHES(
            Kind.GAUGE,
            "processes",
            "",
            "Earlier JVMs of this service that ended without notice, found by the windows they were writing to"
                    + " spool.directory; each once."),
    AGENT_DEPLOYMENTS_DROPPED(
            Kind.COUNTER, "deployments", "", "Loads and closes of models beyond those that one window can tell of."),
    ASYNC_TRACKED(Kind.GAUGE, "requests", "", "Queued requests that are known by their ids and have not ended."),
    ASYNC_ONLY_COUNTED(
            Kind.COUNTER,
            "requests",
            "",
            "Queued requests beyond async.max-tracked: counted exactly, their times are not known."),
    ASYNC_BAD_IDS(
            Kind.COUNTER, "stages", "problem", "Stages of queued requests whose id is none, by what is wrong with it."),
    ASYNC_UNMATCHED(
            Kind.COUNTER,
            "stages",
            "",
            "Stages that belong to no queued request, or come out of order, and were ignored."),
    ASYNC_LATE(
            Kind.COUNTER,
            "stages",
            "",
            "Stages that came after their request had expired or timed out, and were ignored."),
    ASYNC_LOST_STAGES(
            Kind.COUNTER, "stages", "", "Stages that began faster than they could be taken, and were ignored."),
    ASYNC_LOG_LEFT_OUT(
            Kind.COUNTER,
            "requests",
            "stage",
            "Queued requests without a line in the data-log, for which their window had no room, by the stage that"
                    + " decided what became of them."),
    ASYNC_LOG_FILE_LOST(
            Kind.COUNTER, "lines", "", "Lines of queued requests that could not be written to async.log-file."),
    MODEL_INFO(
            Kind.GAUGE,
            "",
            "device",
            "1 for each model: its engine, the engine's version and the device it runs on, as far as they are known."),
    NATIVE_HANDLES_OPENED(Kind.COUNTER, "handles", "kind", "Native objects of a library that were opened."),
    NATIVE_HANDLES_OPEN(Kind.GAUGE, "handles", "kind", "Native objects of a library that were opened and not closed."),
    NATIVE_HANDLES_OPEN_MINIMUM(
            Kind.GAUGE,
            "handles",
            "kind",
            "The smallest number of native objects that were open at once in the last ten minutes. When it rises, handles leak."),
    NATIVE_HANDLES_LEAKED(
            Kind.GAUGE,
            "handles",
            "kind",
            "By how many native objects the smallest number open in a minute has grown in the last minutes, if it grew in each of at"
                    + " least five; else 0."),
    CUSTOM_VALUES(
            Kind.COUNTER, "values", "result", "Values that the application reported itself, by what became of them.");

    private static final Map<String, SampleMetric> BY_NAME = byName();

    private final Description description;

    /** Null where a probe of its own reads the metric. */
    private final KernelLine line;

    SampleMetric(Kind kind, String unit, String label, String help) {
        this(kind, unit, label, null, help);
    }

    /** Of one value, which is read as the line says: no probe knows of the metric. */
    SampleMetric(Kind kind, String unit, KernelLine line, String help) {
        this(kind, unit, "", line, help);
    }

    SampleMetric(Kind kind, String unit, String label, KernelLine line, String help) {
        String bare = name().toLowerCase(Locale.ROOT);
        String name = "inferometer_" + bare + (kind == Kind.COUNTER ? "_total" : "");
        description = new Description(name, key(bare), kind, unit, help, label, 0, 0);
        this.line = line;
    }

    private static String key(String words) {
        StringBuilder key = new StringBuilder();
        for (String word : words.split("_", -1)) {
            key.append(key.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return key.toString();
    }

    private static Map<String, SampleMetric> byName() {
        Map<String, SampleMetric> byName = new HashMap<>();
        for (SampleMetric metric : values()) {
            byName.put(metric.description.name(), metric);
        }
        return Map.copyOf(byName);
    }

    /** Returns the metric with this name; empty if this version has none. */
    public static Optional<SampleMetric> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    public Description description() {
        return description;
    }

    /** Returns where Linux tells the metric on a line of its own; empty where a probe of its own reads it. */
    public Optional<KernelLine> line() {
        return Optional.ofNullable(line);
    }

    /** Returns the value of a metric without labels in a look at the machine; NaN if it is not known. */
    public double valueIn(HostStats look) {
        for (MetricSample sample : look.samples()) {
            if (sample.labels().isEmpty() && sample.name().equals(description.name())) {
                return sample.value();
            }
        }
        return Double.NaN;
    }

    /** Returns a sample of a metric without labels. */
    public MetricSample sample(double value) {
        return description.kind() == Kind.COUNTER
                ? MetricSample.counter(description.name(), description.help(), value)
                : MetricSample.gauge(description.name(), description.help(), value);
    }

    /** Returns a sample of a metric with several labels, in the order shown. */
    public MetricSample sample(double value, Map<String, String> labels) {
        MetricSample sample = sample(value);
        return new MetricSample(sample.name(), sample.help(), sample.kind(), labels, value);
    }

    /** Returns a sample of a metric with one label. */
    public MetricSample sample(double value, String labelValue) {
        return sample(value).with(description.label(), labelValue);
    }
}
