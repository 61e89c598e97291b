package io.inferometer.agent.spool;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files and directories that nobody but their owner can read; where the file system knows of no owner, as it likes. Only regular files
 * are opened: opening a named pipe may block without limit, and a symbolic link leads out of the spool.
 */
final class SpoolFiles {

    private static final FileAttribute<?>[] NONE = {};

    private SpoolFiles() {}

    static void createFile(Path path) throws IOException {
        Files.createFile(path, only(path, "rw-------"));
    }

    static void createDirectory(Path path) throws IOException {
        Files.createDirectory(path, only(path, "rwx------"));
    }

    /** Those above it are made too. One that is there may be a symbolic link to a directory. */
    static void createDirectories(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path, only(path, "rwx------"));
        }
    }

    private static FileAttribute<?>[] only(Path path, String permissions) {
        return knowsOwners(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : NONE;
    }

    private static boolean knowsOwners(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Whether there is a file of this name, and it is neither a link, a pipe, a device nor a directory. */
    static boolean isRegular(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** @throws IOException if {@link #isRegular} is false */
    static void requireRegular(Path path) throws IOException {
        if (!isRegular(path)) {
            throw new FileNotFoundException("it is not a regular file");
        }
    }

    /** Whether both belong to the same user, as far as the file system tells. */
    static boolean haveOneOwner(Path path, Path other) throws IOException {
        return !knowsOwners(path)
                || Files.getOwner(path, LinkOption.NOFOLLOW_LINKS)
                        .equals(Files.getOwner(other, LinkOption.NOFOLLOW_LINKS));
    }
}
