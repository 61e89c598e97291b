package io.inferometer.agent.host;

import java.io.File;

/**
 * The space of one file system, the working directory's: models and logs mostly lie there, and asking every mount could
 * hang on a network share that is away. Inside a container it is the host's disk below the container.
 */
final class DiskSpace implements Probe {

    private final File directory;

    DiskSpace(File directory) {
        this.directory = directory;
    }

    @Override
    public void read(Readings readings) {
        // Zero means that the directory does not exist any more, or a file system without blocks.
        long total = directory.getTotalSpace();
        if (total > 0) {
            readings.diskSpace(total, directory.getUsableSpace());
        }
    }
}
