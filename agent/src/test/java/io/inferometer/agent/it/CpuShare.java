package io.inferometer.agent.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A control group whose processes share a quarter of a core, as in a small container. Removed when closed, once they have ended. */
final class CpuShare implements AutoCloseable {

    private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");
    private static final String PERIOD_MICROS = "100000";
    private static final String QUOTA_MICROS = "25000";

    private final Path group;

    private CpuShare(Path group) {
        this.group = group;
    }

    /** Returns none where this process may not make one. */
    static Optional<CpuShare> quarter() {
        boolean isVersionTwo = Files.exists(CONTROL_GROUPS.resolve("cgroup.controllers"));
        Path group = CONTROL_GROUPS
                .resolve(isVersionTwo ? "" : "cpu")
                .resolve("inferometer-test-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(group);
        } catch (IOException mayNot) {
            return Optional.empty();
        }
        CpuShare share = new CpuShare(group);
        try {
            if (isVersionTwo) {
                Files.writeString(group.resolve("cpu.max"), QUOTA_MICROS + " " + PERIOD_MICROS);
            } else {
                Files.writeString(group.resolve("cpu.cfs_period_us"), PERIOD_MICROS);
                Files.writeString(group.resolve("cpu.cfs_quota_us"), QUOTA_MICROS);
            }
            return Optional.of(share);
        } catch (IOException noController) {
            share.close();
            return Optional.empty();
        }
    }

    /** The file whose writers become members. */
    Path members() {
        return group.resolve("cgroup.procs");
    }

    @Override
    public void close() {
        try {
            Files.delete(group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
