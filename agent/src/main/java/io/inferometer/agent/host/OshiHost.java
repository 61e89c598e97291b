package io.inferometer.agent.host;

import io.inferometer.agent.log.Log;
import io.inferometer.exporter.metric.SampleMetric;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.hardware.VirtualMemory;
import oshi.software.os.FileSystem;
import oshi.software.os.OSFileStore;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;
import oshi.spi.SystemInfoProvider;

/**
 * The machine by OSHI, on systems that have no {@code /proc}. Called by one thread, which the system may keep: some of its answers take
 * seconds. What is returned can be added to the readings of a look by any thread. A part that fails is left out and counted.
 */
final class OshiHost implements Supplier<Consumer<Readings>> {

    static final String SOURCE = "oshi";

    private static final double MILLIS_PER_SECOND = 1e3;
    private static final long INVENTORY_NANOS = 60_000_000_000L;

    private final HardwareAbstractionLayer hardware;
    private final OperatingSystem system;
    private final List<Part> parts = List.of(
            this::processor, this::memory, this::disks, this::network, this::fileSystems, this::tasks, this::process);
    private final Set<Integer> told = new HashSet<>();
    private final GrowingSum read = new GrowingSum();
    private final GrowingSum written = new GrowingSum();
    private final GrowingSum received = new GrowingSum();
    private final GrowingSum sent = new GrowingSum();
    private final Rate busyPerMilli = new Rate();
    private List<HWDiskStore> disks = List.of();
    private List<NetworkIF> interfaces = List.of();
    private List<OSFileStore> stores = List.of();
    private OSProcess process;
    private LongSupplier committed;
    private boolean hasInventory;
    private long nextInventory;

    /** One subject: reads it, and adds to a list what puts it into readings. */
    @FunctionalInterface
    private interface Part {
        void read(List<Consumer<Readings>> found);
    }

    OshiHost(SystemInfoProvider oshi) {
        hardware = oshi.getHardware();
        system = oshi.getOperatingSystem();
    }

    @Override
    public Consumer<Readings> get() {
        List<Consumer<Readings>> found = new ArrayList<>();
        int failures = 0;
        for (int i = 0; i < parts.size(); i++) {
            try {
                if (i == 0) {
                    takeInventory();
                }
                parts.get(i).read(found);
            } catch (RuntimeException | LinkageError e) {
                failures++;
                if (told.add(i)) {
                    Log.debug("host metrics are incomplete", e);
                }
            }
        }
        int failed = failures;
        return readings -> {
            readings.failed(SOURCE, failed);
            found.forEach(each -> each.accept(readings));
        };
    }

    /** What is plugged in and mounted may change; finding it costs more than reading it. */
    private void takeInventory() {
        long now = System.nanoTime();
        if (!hasInventory || now - nextInventory >= 0) {
            nextInventory = now + INVENTORY_NANOS;
            hasInventory = true;
            disks = hardware.getDiskStores();
            interfaces = hardware.getNetworkIFs(false);
            stores = system.getFileSystem().getFileStores(true);
        }
    }

    private static void add(List<Consumer<Readings>> found, SampleMetric metric, double value) {
        found.add(readings -> readings.add(metric, value));
    }

    private void processor(List<Consumer<Readings>> found) {
        CentralProcessor processor = hardware.getProcessor();
        long[] ticks = processor.getSystemCpuLoadTicks();
        double total = 0;
        for (long each : ticks) {
            total += each;
        }
        double waiting = seconds(ticks, TickType.IDLE) + seconds(ticks, TickType.IOWAIT);
        double ratio = Math.min(1, busyPerMilli.next(total - waiting * MILLIS_PER_SECOND, total));
        int cpus = processor.getLogicalProcessorCount();
        found.add(readings -> readings.cpu(ratio, cpus));
        add(found, SampleMetric.HOST_CPU_USER_SECONDS, seconds(ticks, TickType.USER) + seconds(ticks, TickType.NICE));
        add(found, SampleMetric.HOST_CPU_SYSTEM_SECONDS, seconds(ticks, TickType.SYSTEM));
        // Below zero where the system has none.
        add(found, SampleMetric.HOST_LOAD1, processor.getSystemLoadAverage(1)[0]);
    }

    private static double seconds(long[] ticks, TickType type) {
        return ticks[type.getIndex()] / MILLIS_PER_SECOND;
    }

    private void memory(List<Consumer<Readings>> found) {
        GlobalMemory memory = hardware.getMemory();
        VirtualMemory virtual = memory.getVirtualMemory();
        double total = memory.getTotal();
        double available = memory.getAvailable();
        double swapTotal = virtual.getSwapTotal();
        double swapFree = swapTotal - virtual.getSwapUsed();
        found.add(readings -> {
            readings.memory(total, available);
            readings.swap(swapTotal, swapFree);
        });
    }

    private void disks(List<Consumer<Readings>> found) {
        for (HWDiskStore disk : disks) {
            update(disk.updateAttributes(), disk.getName());
            read.add(disk.getName(), (double) disk.getReadBytes());
            written.add(disk.getName(), (double) disk.getWriteBytes());
        }
        add(found, SampleMetric.HOST_DISK_READ_BYTES, read.total());
        add(found, SampleMetric.HOST_DISK_WRITTEN_BYTES, written.total());
    }

    /** What was removed keeps its last figures until the next inventory. */
    private static void update(boolean answers, String name) {
        if (!answers) {
            Log.debug(name.concat(" does not answer"));
        }
    }

    /** Without loopback, which OSHI leaves out. */
    private void network(List<Consumer<Readings>> found) {
        for (NetworkIF each : interfaces) {
            update(each.updateAttributes(), each.getName());
            received.add(each.getName(), (double) each.getBytesRecv());
            sent.add(each.getName(), (double) each.getBytesSent());
        }
        add(found, SampleMetric.HOST_NETWORK_RECEIVED_BYTES, received.total());
        add(found, SampleMetric.HOST_NETWORK_SENT_BYTES, sent.total());
    }

    /** Each volume once, wherever it is mounted. */
    private void fileSystems(List<Consumer<Readings>> found) {
        Set<String> volumes = new HashSet<>();
        double total = 0;
        double free = 0;
        for (OSFileStore store : stores) {
            if (volumes.add(store.getVolume()) && store.updateAttributes()) {
                total += store.getTotalSpace();
                free += store.getUsableSpace();
            }
        }
        if (total > 0) {
            add(found, SampleMetric.HOST_FILE_SYSTEMS_TOTAL_BYTES, total);
            add(found, SampleMetric.HOST_FILE_SYSTEMS_FREE_BYTES, free);
        }
    }

    private void tasks(List<Consumer<Readings>> found) {
        add(found, SampleMetric.HOST_PROCESSES, known(system.getProcessCount()));
        add(found, SampleMetric.HOST_THREADS, known(system.getThreadCount()));
        FileSystem files = system.getFileSystem();
        add(found, SampleMetric.HOST_OPEN_FILES, known(files.getOpenFileDescriptors()));
        add(found, SampleMetric.HOST_OPEN_FILES_LIMIT, Limits.orUnlimited(known(files.getMaxFileDescriptors())));
    }

    /** OSHI answers 0 for what the system does not tell, and there is at least this process with its threads and files. */
    private static double known(long count) {
        return count > 0 ? count : Double.NaN;
    }

    private LongSupplier committed() {
        if (committed == null) {
            committed = NativeMemory.committedBytes();
        }
        return committed;
    }

    private void process(List<Consumer<Readings>> found) {
        if (process == null) {
            process = system.getCurrentProcess();
        }
        if (!process.updateAttributes()) {
            throw new IllegalStateException("this process is not found");
        }
        double resident = process.getResidentMemory();
        add(found, SampleMetric.PROCESS_MEMORY_BYTES, known(process.getResidentMemory()));
        add(found, SampleMetric.PROCESS_NATIVE_BYTES, NativeMemory.beyond(resident, committed()));
        add(found, SampleMetric.PROCESS_THREADS, known(process.getThreadCount()));
        add(found, SampleMetric.PROCESS_READ_BYTES, (double) process.getBytesRead());
        add(found, SampleMetric.PROCESS_WRITTEN_BYTES, (double) process.getBytesWritten());
    }
}
