package io.inferometer.agent.gpu;

import io.inferometer.agent.nativecode.NativeAccess;
import io.inferometer.agent.nativecode.NativeFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Looks at the GPUs of NVIDIA. The first look opens the library and the driver, which may take seconds. Called by one thread, which
 * NVML may keep.
 */
public final class NvidiaGpus {

    /** More GPUs, and more MIG devices of one, than any machine has. */
    private static final int MOST = 64;

    /** In the place of one that could not be found: its number stays its own. */
    private static final long LOST = 0;

    /** Initialising anew takes up to seconds of a driver that has trouble already. */
    private static final long PAUSE_NANOS = 60_000_000_000L;

    private final NativeAccess access;
    private final Function<List<String>, NativeFunctions> libraries;
    private final long process;
    private final boolean seesAll;
    private final Consumer<String> log;
    private Nvml nvml;
    private NvmlProcesses processes;
    private List<Long> devices = List.of();
    private boolean isFound;
    private boolean isAsked;
    private long nextFind;
    private boolean isOff;
    private boolean hasToldRefusal;
    private boolean hasToldError;
    private int failures;

    /**
     * @param libraries opens the first of these libraries that is there
     * @param process this process's number
     * @param seesAll whether it sees all processes of the machine by the numbers that the driver knows
     * @param log is told once if there will be no figures, and why
     */
    public NvidiaGpus(
            NativeAccess access,
            Function<List<String>, NativeFunctions> libraries,
            long process,
            boolean seesAll,
            Consumer<String> log) {
        this.access = access;
        this.libraries = libraries;
        this.process = process;
        this.seesAll = seesAll;
        this.log = log;
    }

    /** With a library that is open. */
    NvidiaGpus(Nvml nvml, long process, boolean seesAll, Consumer<String> log) {
        this(NativeAccess.never(), names -> null, process, seesAll, log);
        use(nvml);
    }

    private void use(Nvml open) {
        nvml = open;
        processes = new NvmlProcesses(open, process, seesAll);
    }

    /** Returns what the driver answers now. What it cannot answer is left out. */
    public GpuLook look() {
        if (isOff || !isOpen()) {
            return GpuLook.NONE;
        }
        failures = 0;
        long now = System.nanoTime();
        if (!isFound && (!isAsked || now - nextFind >= 0)) {
            isAsked = true;
            nextFind = now + PAUSE_NANOS;
            find();
        } else if (devices.isEmpty() && !isFound) {
            failures++;
        }
        List<Gpu> gpus = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
            if (devices.get(i) == LOST) {
                failures++;
            } else {
                gpus.add(look(Integer.toString(i), devices.get(i)));
            }
        }
        return new GpuLook(List.copyOf(gpus), failures);
    }

    private boolean isOpen() {
        if (nvml != null) {
            return true;
        }
        if (!access.allowsCalls()) {
            if (!hasToldRefusal) {
                hasToldRefusal = true;
                log.accept("no figures of NVIDIA's GPUs: " + access.remedy());
            }
            return false;
        }
        try {
            use(new Nvml(libraries.apply(NvidiaDriver.libraries())));
            return true;
        } catch (LinkageError unusable) {
            return off(unusable.getMessage());
        } catch (RuntimeException broken) {
            // Another try would be another class loader of JNA.
            return off(broken.toString());
        }
    }

    private boolean off(String why) {
        isOff = true;
        log.accept("no figures of NVIDIA's GPUs: " + why);
        return false;
    }

    private void find() {
        isFound = true;
        List<Long> found = new ArrayList<>();
        try {
            nvml.initialize();
            int count = Math.min(nvml.count(), MOST);
            for (int i = 0; i < count; i++) {
                found.add(device(i));
            }
        } catch (NvmlException e) {
            failed(e);
        }
        devices = List.copyOf(found);
    }

    private long device(int number) {
        try {
            return nvml.device(number);
        } catch (NvmlException lost) {
            failed(lost);
            return LOST;
        }
    }

    private Gpu look(String name, long device) {
        return new Gpu(
                name,
                number(() -> nvml.busy(device)),
                number(() -> processes.busy(device)),
                number(() -> nvml.watts(device)),
                number(() -> nvml.celsius(device)),
                memories(name, device));
    }

    private List<GpuMemory> memories(String name, long device) {
        List<GpuMemory> memories = new ArrayList<>();
        try {
            if (nvml.isDivided(device)) {
                int most = Math.min(nvml.mostDivisions(device), MOST);
                for (int i = 0; i < most; i++) {
                    long division = nvml.division(device, i);
                    if (division != 0) {
                        memories.add(memory(name + ":" + i, division));
                    }
                }
            } else {
                memories.add(memory(name, device));
            }
        } catch (NvmlException e) {
            failed(e);
        }
        return List.copyOf(memories);
    }

    private GpuMemory memory(String name, long device) {
        double[] memory = {Double.NaN, Double.NaN};
        try {
            memory = nvml.memory(device);
        } catch (NvmlException e) {
            failed(e);
        }
        return new GpuMemory(name, memory[0], memory[1], number(() -> processes.memory(device)));
    }

    /** A question with one answer. */
    @FunctionalInterface
    private interface Question {
        double ask() throws NvmlException;
    }

    private double number(Question question) {
        try {
            return question.ask();
        } catch (NvmlException e) {
            failed(e);
            return Double.NaN;
        }
    }

    private void failed(NvmlException e) {
        if (!e.isAbsence()) {
            failures++;
            // A driver that was restarted, or a GPU that was reset, is found again.
            isFound = false;
            if (!hasToldError) {
                hasToldError = true;
                log.accept("figures of NVIDIA's GPUs are missing: " + e.getMessage()
                        + " (https://docs.nvidia.com/deploy/nvml-api); asked again at each look");
            }
        }
    }
}
