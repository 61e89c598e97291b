package io.inferometer.exporter.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file of lines that is appended to and rotated once. A symbolic link stays what it is: its target is appended to, and rotated beside
 * itself. Nothing is kept open in between, so that the file may be moved away at any time. Not thread-safe.
 */
public final class LinesFile {

    private static final byte LINE_FEED = '\n';

    private final Path name;
    private final long maxBytes;

    /** @param maxBytes the size that one file may reach */
    public LinesFile(Path path, long maxBytes) {
        this.name = path;
        this.maxBytes = maxBytes;
    }

    public Path path() {
        return name;
    }

    /**
     * Appends lines, all or none. Waits for the disk, and for nothing else: writing to a named pipe that nobody reads fails.
     *
     * @param lines each ends in a line feed
     */
    public void append(byte[] lines) throws IOException {
        Path path = Files.isSymbolicLink(name) && Files.isRegularFile(name) ? name.toRealPath() : name;
        long size = Files.exists(path) ? Files.size(path) : 0;
        if (size > 0 && size + lines.length > maxBytes) {
            Files.move(path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            size = 0;
        }
        byte[] block = size > 0 && isTorn(path, size) ? afterLineFeed(lines) : lines;
        try (OutputStream out = open(path)) {
            out.write(block);
        } catch (IOException e) {
            takeBack(path, size, size + block.length, e);
            throw e;
        }
    }

    private static OutputStream open(Path path) throws IOException {
        if (Files.isRegularFile(path) || !Files.exists(path)) {
            return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        // Opening a named pipe for writing waits for a reader, which this is meanwhile.
        FileChannel reader = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return Files.newOutputStream(path, StandardOpenOption.APPEND);
        } finally {
            reader.close();
        }
    }

    private static boolean isTorn(Path path, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.read(last, size - 1) == 1 && last.get(0) != LINE_FEED;
        }
    }

    private static byte[] afterLineFeed(byte[] lines) {
        byte[] block = new byte[lines.length + 1];
        block[0] = LINE_FEED;
        System.arraycopy(lines, 0, block, 1, lines.length);
        return block;
    }

    /** Cuts off the part of a line that still found room, unless somebody else wrote to the file at the same time. */
    private static void takeBack(Path path, long before, long intended, IOException failure) {
        try {
            if (!Files.isRegularFile(path)) {
                return;
            }
            long now = Files.size(path);
            if (now > before && now < intended) {
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    channel.truncate(before);
                }
            }
        } catch (IOException e) {
            // The next append finds the torn line and ends it.
            failure.addSuppressed(e);
        }
    }
}
