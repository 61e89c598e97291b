package io.inferometer.agent.host;

import io.inferometer.agent.log.Log;
import io.inferometer.exporter.api.HostStats;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks at the machine, the container, the process and the JVM. Not thread-safe: made and called by one agent thread,
 * at most about once a second.
 *
 * <p>The first look makes the inventory and takes some tenths of a second; the following ones take a few milliseconds
 * at most. Figures that compare two looks, such as CPU use, are absent from the first. No look starts a process, touches the common
 * pool or creates an MBean server. One starts a thread, and where JNA is used writes its library, only for a {@link SlowProbe}.
 */
public final class HostSampler {

    /** What only reads a few files, first; then the others. */
    private final List<Probe> probes;

    private final int cheap;
    private final Counters counters = new Counters();
    private final Set<Class<?>> failed = new HashSet<>();

    /**
     * Reads nothing yet, and looks at no GPU.
     *
     * @param log is told once, in one line, if this system offers less than Linux does
     */
    public HostSampler(Consumer<String> log) {
        this(HostSetup.of(log), false);
    }

    /**
     * Reads nothing yet.
     *
     * @param withProcesses whether this process with its descendants is looked at as well, on Linux
     */
    public HostSampler(HostSetup setup, boolean withProcesses) {
        this(
                isLinux() ? linuxFiles(new File("/")) : filesElsewhere(),
                isLinux() ? linuxOthers(new File("/"), setup, withProcesses) : elsewhere(setup));
    }

    HostSampler(List<Probe> probes) {
        this(List.of(), probes);
    }

    private HostSampler(List<Probe> files, List<Probe> others) {
        probes = new ArrayList<>(files);
        probes.addAll(others);
        cheap = files.size();
        probes.forEach(probe -> counters.failed(probe.source(), 0));
    }

    /** What can be read at once, without the inventory and the JVM's beans. Never throws, as {@link #sample}. */
    public HostStats glance() {
        return read(cheap);
    }

    /** What can be read now. Never throws; a source that fails is left out and told once at level {@code debug}. */
    public HostStats sample() {
        return read(probes.size());
    }

    private HostStats read(int count) {
        Readings readings = new Readings(counters);
        for (Probe probe : probes.subList(0, count)) {
            try {
                probe.read(readings);
            } catch (IOException | RuntimeException | LinkageError e) {
                counters.failed(probe.source(), 1);
                // Linkage: a runtime image without the modules java.management or jdk.management.
                if (failed.add(probe.getClass())) {
                    Log.debug("host metrics are incomplete: " + probe.getClass().getSimpleName(), e);
                }
            }
        }
        return readings.toHostStats();
    }

    static List<Probe> linux(File root) {
        List<Probe> probes = new ArrayList<>(linuxFiles(root));
        probes.addAll(linuxOthers(root, HostSetup.of(line -> {}), false));
        return probes;
    }

    private static List<Probe> linuxFiles(File root) {
        return List.of(
                new HostInfo(root),
                new LinuxCpu(root),
                new LinuxMemory(root),
                new LinuxNetwork(root),
                new ContainerUse(root),
                new KernelLines(root),
                new DiskSpace(new File("").getAbsoluteFile()));
    }

    private static List<Probe> linuxOthers(File root, HostSetup setup, boolean withProcesses) {
        List<Probe> probes = new ArrayList<>(List.of(
                new LinuxPressure(root),
                new LinuxTasks(root),
                new LinuxFiles(root),
                new LinuxDisks(),
                new LinuxFileSystems(root),
                new ProcessIo(root)));
        if (setup.withGpus()) {
            boolean isShared = NvidiaProbe.isWanted(setup, root);
            probes.add(new AmdGpus(root, isShared ? "amd" : ""));
            if (isShared) {
                probes.add(NvidiaProbe.create(setup, root));
            }
        }
        if (withProcesses) {
            probes.add(new ProcessTree(root, setup.log()));
        }
        addIfLinked(probes, () -> new ProcessUse());
        addIfLinked(probes, () -> new JvmMemory());
        addIfLinked(probes, () -> new JvmActivity());
        addIfLinked(probes, () -> new NativeMemory(root));
        return probes;
    }

    /** Leaves out a probe whose bean is of a module, {@code java.management} or {@code jdk.management}, that this JVM runs without. */
    private static void addIfLinked(List<Probe> probes, Supplier<Probe> probe) {
        try {
            probes.add(probe.get());
        } catch (LinkageError incomplete) {
            Log.debug("host metrics are incomplete", incomplete);
        }
    }

    static List<Probe> elsewhere(HostSetup setup) {
        List<Probe> probes = new ArrayList<>();
        addIfLinked(probes, () -> new OtherSystem(setup));
        if (NvidiaProbe.isWanted(setup, new File("/"))) {
            probes.add(NvidiaProbe.create(setup, new File("/")));
        }
        addIfLinked(probes, () -> new ProcessUse());
        addIfLinked(probes, () -> new JvmMemory());
        addIfLinked(probes, () -> new JvmActivity());
        return probes;
    }

    private static List<Probe> filesElsewhere() {
        return List.of(new HostInfo(new File("/")), new DiskSpace(new File("").getAbsoluteFile()));
    }

    private static boolean isLinux() {
        return "Linux".equals(System.getProperty("os.name"));
    }
}
