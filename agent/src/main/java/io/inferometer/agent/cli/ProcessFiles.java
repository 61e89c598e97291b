package io.inferometer.agent.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What Linux tells of another process of this user without touching it. */
final class ProcessFiles {

    private ProcessFiles() {}

    /** Whether the process is known to run a JVM: it has mapped the JVM's library. */
    static boolean isJvm(long pid) {
        try {
            byte[] maps = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "maps"));
            return new String(maps, StandardCharsets.ISO_8859_1).contains("/libjvm.so");
        } catch (IOException e) {
            return false; // No Linux or another user's process: the JVMs' own list decides.
        }
    }

    /**
     * Whether the process has the agent's jar open, as every JVM does that loaded classes from it; empty where this
     * cannot be known.
     */
    static Optional<Boolean> hasOpen(long pid, String jarName) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : descriptors) {
                if (target(descriptor).contains("/" + jarName)) {
                    return Optional.of(true);
                }
            }
            return Optional.of(false);
        } catch (IOException e) {
            return Optional.empty(); // No Linux, or the process is hidden or gone.
        }
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException e) {
            return ""; // Closed since it was listed.
        }
    }
}
