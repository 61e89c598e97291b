package io.inferometer.exporter.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file of lines that is appended to and rotated once. Not thread-safe. */
final class JsonLinesFile {

    private static final byte LINE_FEED = '\n';

    private final Path path;
    private final Path rotated;
    private final long maxBytes;

    /** @param maxBytes the size that one file may reach */
    JsonLinesFile(Path path, long maxBytes) {
        this.path = path;
        this.rotated = path.resolveSibling(path.getFileName() + ".1");
        this.maxBytes = maxBytes;
    }

    Path path() {
        return path;
    }

    /**
     * Appends a line, whole or not at all.
     *
     * @param line ends in a line feed
     */
    void append(byte[] line) throws IOException {
        long size = Files.exists(path) ? Files.size(path) : 0;
        if (size > 0 && size + line.length > maxBytes) {
            Files.move(path, rotated, StandardCopyOption.REPLACE_EXISTING);
            size = 0;
        }
        byte[] block = size > 0 && isTorn(size) ? afterLineFeed(line) : line;
        try (OutputStream out = open()) {
            out.write(block);
        } catch (IOException e) {
            takeBack(size, size + block.length, e);
            throw e;
        }
    }

    /** Never waits: writing to a named pipe that nobody reads fails. */
    private OutputStream open() throws IOException {
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

    private boolean isTorn(long size) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.read(last, size - 1) == 1 && last.get(0) != LINE_FEED;
        }
    }

    private static byte[] afterLineFeed(byte[] line) {
        byte[] block = new byte[line.length + 1];
        block[0] = LINE_FEED;
        System.arraycopy(line, 0, block, 1, line.length);
        return block;
    }

    /** Cuts off the part of a line that still found room, unless somebody else wrote to the file at the same time. */
    private void takeBack(long before, long intended, IOException failure) {
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
