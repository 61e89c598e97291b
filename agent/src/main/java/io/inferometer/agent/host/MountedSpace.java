package io.inferometer.agent.host;

import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Space of some mounts together. Which there are is looked up once a minute. */
final class MountedSpace {

    private static final long MOUNTS_NANOS = 60_000_000_000L;

    private final File root;
    private final Function<List<Mount>, Collection<String>> choice;
    private Collection<String> mountPoints = List.of();
    private boolean hasMounts;
    private long nextMounts;

    /** @param choice returns where those are mounted that count, each as often as it counts */
    MountedSpace(File root, Function<List<Mount>, Collection<String>> choice) {
        this.root = root;
        this.choice = choice;
    }

    /**
     * Bytes; NaN where there are none.
     *
     * @param free for users other than root
     */
    record Space(double total, double free) {

        static final Space UNKNOWN = new Space(Double.NaN, Double.NaN);
    }

    Space read() throws IOException {
        long now = System.nanoTime();
        if (!hasMounts || now - nextMounts >= 0) {
            mountPoints = choice.apply(Mount.read(new File(root, "proc")));
            hasMounts = true;
            nextMounts = now + MOUNTS_NANOS;
        }
        double total = 0;
        double free = 0;
        for (String mountPoint : mountPoints) {
            File directory = new File(root, mountPoint);
            total += directory.getTotalSpace();
            free += directory.getUsableSpace();
        }
        return total > 0 ? new Space(total, free) : Space.UNKNOWN;
    }
}
