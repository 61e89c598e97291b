package io.inferometer.benchmark.host;

import com.sun.management.UnixOperatingSystemMXBean;
import io.inferometer.agent.host.HostLooks;
import io.inferometer.agent.host.HostRows;
import io.inferometer.agent.host.HostSetup;
import io.inferometer.agent.nativecode.NativeAccess;
import io.inferometer.agent.nativecode.NativeLibraries;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Prints what a look costs, alone and as a row with this process's descendants, and what many looks leave behind. */
public final class HostLookCost {

    private static final int PROCESSES = 500;
    private static final int LOOKS = 2_000;
    private static final int ROWS = 10;
    private static final int ALL_LOOKS = 100_000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int KIB = 1024;

    private HostLookCost() {}

    /** Looks {@code 100,000} times, or as often as the first argument says. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int looks = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ALL_LOOKS;
        List<Process> started = startProcesses();
        try {
            System.out.println("| look | processes | CPU, ms: median | 99th percentile | mean |");
            System.out.println("|---|---:|---:|---:|---:|");
            HostLooks alone = looks();
            alone.request(Duration.ofNanos(1), (stats, at) -> {});
            print("machine and process", alone, started.size());
            print("rows as Sentinel's published clients have them", rows(true), started.size());
            HostLooks rows = rows(false);
            print("rows, with descendants", rows, started.size());
            printGrowth(rows, looks);
        } finally {
            started.forEach(Process::destroyForcibly);
        }
    }

    /** Children of another process, which ends at once: they are not this one's. */
    private static List<Process> startProcesses() throws IOException, InterruptedException {
        long there = ProcessHandle.allProcesses().count();
        List<Process> started = new ArrayList<>();
        for (long i = there; i < PROCESSES; i++) {
            started.add(new ProcessBuilder("setsid", "-f", "sleep", "900").start());
        }
        for (Process launcher : started) {
            launcher.waitFor();
        }
        return started;
    }

    /** As {@code sentinel} asks for looks, with a window after each tenth. */
    private static HostLooks rows(boolean isCompatible) {
        HostRows rows = new HostRows(isCompatible);
        Resource resource = new Resource("benchmark", "benchmark", "AllTraffic", "host", 1, "run", "0", 0);
        AtomicLong taken = new AtomicLong();
        HostLooks looks = looks();
        looks.requestWithProcesses(Duration.ofNanos(1), (stats, at) -> {
            rows.add(stats, at);
            if (taken.incrementAndGet() % ROWS == 0) {
                rows.in(Window.of(resource, taken.get() / ROWS, at - 1, at).build());
            }
        });
        return looks;
    }

    private static HostLooks looks() {
        return new HostLooks(new HostSetup(
                System.err::println,
                true,
                new NativeAccess(NativeAccess.GRANTED, null),
                new NativeLibraries(() -> null),
                () -> null,
                new ThreadErrors()));
    }

    private static void print(String what, HostLooks looks, int started) {
        for (int i = 0; i < LOOKS; i++) {
            looks.run();
        }
        long[] nanos = new long[LOOKS];
        for (int i = 0; i < LOOKS; i++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            looks.run();
            nanos[i] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "| %s | %d | %.2f | %.2f | %.2f |%n",
                what,
                Math.max(started, ProcessHandle.allProcesses().count()),
                nanos[LOOKS / 2] / NANOS_PER_MILLI,
                nanos[LOOKS * 99 / 100] / NANOS_PER_MILLI,
                Arrays.stream(nanos).average().orElseThrow() / NANOS_PER_MILLI);
    }

    private static void printGrowth(HostLooks looks, int count) {
        long heap = heap();
        long files = files();
        for (int i = 0; i < count; i++) {
            looks.run();
        }
        System.out.printf(
                "%n%,d looks: heap %+,d KiB, open files %+d%n", count, (heap() - heap) / KIB, files() - files);
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long files() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}
