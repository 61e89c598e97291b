package io.inferometer.agent.host;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of {@code /proc/self/mountinfo} (proc(5)), with the blanks of its paths decoded.
 *
 * @param part of the file system that is mounted: a directory in it
 * @param point where it is mounted
 * @param source such as {@code /dev/sda1}
 * @param fileSystemOptions of the file system, not of this mount
 */
record Mount(String part, String point, String type, String source, String fileSystemOptions) {

    private static final int LEAST_FIELDS = 5;
    private static final int PART = 3;
    private static final int POINT = 4;

    /** All mounts that this process sees, in the order in which they were made. */
    static List<Mount> read(File proc) throws IOException {
        File file = new File(proc, "self/mountinfo");
        List<Mount> mounts = new ArrayList<>();
        if (!file.exists()) {
            return mounts;
        }
        for (String line : ProcFile.read(file).split("\n", -1)) {
            int dash = line.indexOf(" - ");
            if (dash < 0) {
                continue;
            }
            String[] mount = line.substring(0, dash).split(" ", -1);
            String[] fileSystem = line.substring(dash + " - ".length()).split(" ", -1);
            if (mount.length >= LEAST_FIELDS && fileSystem.length > 2) {
                mounts.add(new Mount(
                        decoded(mount[PART]),
                        decoded(mount[POINT]),
                        fileSystem[0],
                        decoded(fileSystem[1]),
                        fileSystem[2]));
            }
        }
        return mounts;
    }

    private static String decoded(String text) {
        return text.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
