package io.inferometer.agent.spool;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Regular files, the only ones that a spool opens: opening a named pipe may take for ever, and a symbolic link leads out of the
 * spool.
 */
final class RegularFiles {

    private RegularFiles() {}

    /** Whether there is a file of this name, and it is neither a link, a pipe, a device nor a directory. */
    static boolean exists(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** @throws IOException if {@link #exists} is false */
    static void require(Path path) throws IOException {
        if (!exists(path)) {
            throw new FileNotFoundException("it is not a regular file");
        }
    }
}
