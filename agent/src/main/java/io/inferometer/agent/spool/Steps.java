package io.inferometer.agent.spool;

import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Gives windows steps that grow strictly: the second of the window's end, or one more than the last step where that is not greater.
 * The last step outlives the JVM in a file of 8 bytes, so that steps grow when a JVM starts in the second in which another ended,
 * or after the clock was set back. All JVMs that use the directory share it, so one may skip steps, but none repeats its own.
 *
 * <p>Thread-safe. {@link #give} does not wait for the disk.
 */
public final class Steps {

    static final String FILE = "last-step";

    /** Of the file; a window takes no other than what a service can store. */
    private static final long LARGEST = Integer.MAX_VALUE;

    private final Path file;
    private long last;

    Steps(Path directory) {
        file = directory.resolve(FILE);
    }

    /** Returns the window with the next step, or as it is if it has one. */
    public synchronized Window give(Window window) {
        if (window.step() > 0) {
            return window;
        }
        last = Math.max(last + 1, Window.leastStep(window.endMillis()));
        return window.withStep(last);
    }

    /**
     * Learns the last step of earlier runs. Waits for the disk.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public void read() throws IOException {
        if (SpoolFiles.isRegular(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                raise(stored(channel));
            }
        }
    }

    /**
     * Stores the last step, unless another JVM has stored a greater one or is writing now. Waits for the disk.
     *
     * @throws IOException if the file cannot be written
     */
    public void write() throws IOException {
        long own = last();
        try {
            SpoolFiles.createFile(file);
        } catch (FileAlreadyExistsException usual) {
            // Made by an earlier window.
        }
        SpoolFiles.requireRegular(file);
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            if (lock != null && own > stored(channel)) {
                channel.write(ByteBuffer.allocate(Long.BYTES).putLong(0, own), 0);
            }
        }
    }

    private synchronized long last() {
        return last;
    }

    private synchronized void raise(long step) {
        last = Math.max(last, step);
    }

    /** Returns 0 for a file that holds no step. */
    private static long stored(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
        boolean whole = channel.read(bytes, 0) == Long.BYTES;
        long step = bytes.getLong(0);
        return whole && step > 0 && step <= LARGEST ? step : 0;
    }
}
