package io.inferometer.agent.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Says that a directory belongs to a living process: the operating system lets go of the lock when the process ends, however it
 * ends.
 */
final class DirectoryLock implements AutoCloseable {

    private static final String NAME = "lock";

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** The place of the lock, whatever is there. */
    static Path in(Path directory) {
        return directory.resolve(NAME);
    }

    /** Makes the lock, when it is not there, and takes it. Empty when somebody else has it. */
    static Optional<DirectoryLock> create(Path directory) throws IOException {
        try {
            SpoolFiles.createFile(in(directory));
        } catch (FileAlreadyExistsException there) {
            return take(directory);
        }
        return take(directory);
    }

    /** Takes a lock that is there. Empty when somebody else has it, or it is no regular file. */
    static Optional<DirectoryLock> take(Path directory) throws IOException {
        Path file = in(directory);
        if (!SpoolFiles.isRegular(file)) {
            return Optional.empty();
        }
        FileChannel channel = open(file);
        try {
            // Who had it before may have deleted it before letting go; then it protects nothing.
            if (locks(channel) && SpoolFiles.isRegular(file)) {
                return Optional.of(new DirectoryLock(file, channel));
            }
        } catch (IOException | RuntimeException | Error failed) {
            channel.close();
            throw failed;
        }
        channel.close();
        return Optional.empty();
    }

    /** For reading too: should it have become a named pipe meanwhile, opening it for writing alone would wait for a reader. */
    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean locks(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException another) {
            // Held by this very process.
            return false;
        }
    }

    /** Whether nobody took the lock's file away. */
    boolean isThere() {
        return SpoolFiles.isRegular(file);
    }

    /** Deletes the directory, if nothing but the lock is in it, and lets go. */
    void delete() throws IOException {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.getParent());
        } catch (DirectoryNotEmptyException othersFiles) {
            // They were put there by somebody else, and so was what they mean.
            return;
        } finally {
            close();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
