package io.inferometer.agent.gpu;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** Whether there may be a GPU of NVIDIA, by files alone: nothing is loaded where there is none. */
public final class NvidiaDriver {

    /** Where distributions, container runtimes and the subsystem of Windows put the library, beside where a loader is told to look. */
    private static final List<String> DIRECTORIES = List.of(
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/usr/lib64",
            "/usr/lib",
            "/usr/local/nvidia/lib64",
            "/usr/lib/wsl/lib");

    private static final String LIBRARY = "libnvidia-ml.so.1";

    private NvidiaDriver() {}

    /**
     * Whether the device, the driver or its library is there.
     *
     * @param root of the file system
     * @param libraryPath where the system's loader is told to look first, as {@code LD_LIBRARY_PATH} has it; may be null
     */
    public static boolean isThere(File root, String libraryPath) {
        if (isWindows()) {
            String windows = System.getenv("SystemRoot");
            return windows != null && new File(windows, "System32\\nvml.dll").exists();
        }
        return new File(root, "dev/nvidiactl").exists()
                || new File(root, "proc/driver/nvidia").exists()
                || hasLibrary(root, libraryPath);
    }

    private static boolean hasLibrary(File root, String libraryPath) {
        List<String> directories = new ArrayList<>(DIRECTORIES);
        if (libraryPath != null) {
            directories.addAll(List.of(libraryPath.split(":", -1)));
        }
        for (String directory : directories) {
            if (!directory.isEmpty() && new File(root, directory + "/" + LIBRARY).exists()) {
                return true;
            }
        }
        return false;
    }

    /** Names of the library; the first that is there is taken. Containers often have the first alone. */
    static List<String> libraries() {
        return isWindows() ? List.of("nvml.dll") : List.of(LIBRARY, "libnvidia-ml.so");
    }

    private static boolean isWindows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }
}
