package io.inferometer.agent.host;

import io.inferometer.agent.gpu.Gpu;
import io.inferometer.agent.gpu.GpuLook;
import io.inferometer.agent.gpu.NvidiaDriver;
import io.inferometer.agent.gpu.NvidiaGpus;
import io.inferometer.agent.log.Log;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** GPUs of NVIDIA, asked on a thread of their own. */
final class NvidiaProbe {

    private static final String SOURCE = "nvml";

    /** The first namespace of process numbers: {@code PROC_PID_INIT_INO} of the kernel. */
    private static final String FIRST_NAMESPACE = "pid:[4026531836]";

    private NvidiaProbe() {}

    /** Whether there is anything to ask. */
    static boolean isWanted(HostSetup setup, File root) {
        return setup.withGpus() && NvidiaDriver.isThere(root, System.getenv("LD_LIBRARY_PATH"));
    }

    static Probe create(HostSetup setup, File root) {
        NvidiaGpus gpus =
                new NvidiaGpus(setup.access(), setup.libraries()::open, pid(root), seesAll(root), setup.log());
        return new SlowProbe<>(SOURCE, gpus::look, NvidiaProbe::add, setup.errors());
    }

    private static void add(GpuLook look, Readings readings) {
        readings.failed(SOURCE, look.failures());
        List<Gpu> all = look.gpus();
        all.forEach(readings::gpu);
    }

    /** -1 if it is not known: no process has that number. */
    static long pid(File root) {
        try {
            double told = ProcFile.number(new File(root, "proc/self/stat"));
            return Double.isNaN(told) ? -1 : (long) told;
        } catch (IOException hidden) {
            Log.debug("the number of this process is not known", hidden);
            return -1;
        }
    }

    /** The driver tells numbers of the host's processes, which a container does not know. */
    private static boolean seesAll(File root) {
        try {
            return Files.readSymbolicLink(root.toPath().resolve("proc/self/ns/pid"))
                    .toString()
                    .equals(FIRST_NAMESPACE);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }
}
