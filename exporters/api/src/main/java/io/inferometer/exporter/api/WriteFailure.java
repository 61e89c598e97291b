package io.inferometer.exporter.api;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Says in one line what is wrong with a file that cannot be written, and what to do about it. */
public final class WriteFailure {

    private WriteFailure() {}

    /** @param key the setting that names the file */
    public static String describe(String key, Path path, IOException failure) {
        return key + "=" + path + ": " + problemAndRemedy(path, failure);
    }

    private static String problemAndRemedy(Path path, IOException failure) {
        Path directory = path.getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            String problem = Files.exists(directory) ? " is not a directory" : " does not exist";
            return "directory " + directory + problem + "; create it, or set another path";
        }
        if (Files.isDirectory(path)) {
            return "is a directory; set the path of a file";
        }
        String reason = reason(failure);
        String known = reason.toLowerCase(Locale.ROOT);
        if (known.contains("no space") || known.contains("quota") || known.contains("not enough space")) {
            return "the disk is full (" + reason + "); free some space, or set a path on another disk";
        }
        if (failure instanceof AccessDeniedException || known.contains("read-only")) {
            return "this process may not write there (" + reason + "); allow it, or set another path";
        }
        return "cannot be written (" + reason + "); set another path";
    }

    /** The system's own words. A {@link FileSystemException}'s message begins with the path, which is said already. */
    private static String reason(IOException failure) {
        if (failure instanceof FileSystemException detailed && detailed.getReason() != null) {
            return detailed.getReason();
        }
        if (failure instanceof AccessDeniedException) {
            return "access denied";
        }
        return String.valueOf(failure.getMessage());
    }
}
