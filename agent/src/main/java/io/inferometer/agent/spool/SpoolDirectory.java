package io.inferometer.agent.spool;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The directory of this JVM, below that of all. Not thread-safe.
 *
 * <pre>
 * base
 *   run               one for each JVM, with mode 0700, named like its run
 *     lock            locked while the JVM lives
 *     00000001.closed segments, mode 0600
 *     00000002.open   the one that is being written
 * </pre>
 */
final class SpoolDirectory {

    private static final int ATTEMPTS = 100;
    private static final int LONGEST_NAME = 64;

    private final Path base;
    private final String name;
    private Path own;
    private DirectoryLock lock;
    private long segments;

    SpoolDirectory(Path base, String runId) {
        this.base = base;
        this.name = name(runId);
    }

    /** Without characters that this JVM's character set does not have. */
    private static String name(String runId) {
        String safe = runId.replaceAll("[^A-Za-z0-9-]", "_");
        return safe.substring(0, Math.min(LONGEST_NAME, safe.length()));
    }

    /** Whether a directory is that of a run: it may have a number behind its name. */
    static boolean isOf(Path directory, String runId) {
        return directory.getFileName().toString().replaceFirst("\\.[0-9]+$", "").equals(name(runId));
    }

    /** That of this JVM; null before {@link #open}. */
    Path own() {
        return own;
    }

    /**
     * Makes this JVM's directory. Cheap when it is there.
     *
     * @return whether it was there before and somebody removed it
     */
    boolean open() throws IOException {
        boolean removed = lock != null && !lock.isThere();
        if (lock != null && !removed) {
            return false;
        }
        close(false);
        SpoolFiles.createDirectories(base);
        if (own != null) {
            SpoolFiles.createDirectories(own);
            lock = DirectoryLock.create(own).orElse(null);
        }
        for (int attempt = 0; lock == null; attempt++) {
            if (attempt == ATTEMPTS) {
                throw new IOException("no directory in it can be locked");
            }
            lock = create(base.resolve(attempt == 0 ? name : name + "." + attempt));
        }
        return removed;
    }

    private DirectoryLock create(Path directory) throws IOException {
        try {
            SpoolFiles.createDirectory(directory);
        } catch (FileAlreadyExistsException another) {
            return null;
        }
        own = directory;
        return DirectoryLock.create(directory).orElse(null);
    }

    /** The name of a segment that is not there yet. */
    Path next(String suffix) {
        segments++;
        return own.resolve(String.format(Locale.ROOT, "%08d%s", segments, suffix));
    }

    /** Whether it belongs to the user whose JVM this is. To be asked when this JVM's directory is {@linkplain #open there}. */
    boolean owns(Path path) throws IOException {
        return SpoolFiles.haveOneOwner(path, own);
    }

    /** Where the directories of all JVMs are. */
    Path base() {
        return base;
    }

    /** Whether it may be the directory of a JVM. */
    static boolean isNamedLikeARun(Path directory) {
        return directory.getFileName().toString().matches("[A-Za-z0-9_.-]+");
    }

    /** @param empty whether it is to be removed too */
    void close(boolean empty) throws IOException {
        Optional<DirectoryLock> held = Optional.ofNullable(lock);
        lock = null;
        if (held.isPresent()) {
            if (empty) {
                held.get().delete();
            } else {
                held.get().close();
            }
        }
    }
}
