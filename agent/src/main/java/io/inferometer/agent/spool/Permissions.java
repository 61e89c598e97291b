package io.inferometer.agent.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes files and directories that nobody but their owner can read; where the file system knows of no owner, as it likes. */
final class Permissions {

    private static final FileAttribute<?>[] NONE = {};

    private Permissions() {}

    static void createFile(Path path) throws IOException {
        Files.createFile(path, only(path, "rw-------"));
    }

    static void createDirectory(Path path) throws IOException {
        Files.createDirectory(path, only(path, "rwx------"));
    }

    /** Those above it are made too. One that is there may be a symbolic link to a directory. */
    static void createDirectories(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        Files.createDirectories(path, only(path, "rwx------"));
    }

    private static FileAttribute<?>[] only(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : NONE;
    }
}
