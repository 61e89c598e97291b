package io.inferometer.agent.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The bytes of one segment.
 *
 * <pre>
 * 0        {@link SegmentHeader}, twice
 * 8192     marks: one byte for each window and exporter, {@value #ACKNOWLEDGED} when it is acknowledged, else pending
 * records  at 8192 + {@value PendingWindows#CAPACITY} × exporters: one {@link Frame} after the other
 * place    only in a closed segment, 4 bytes: where the last record, the {@linkplain SegmentIndex index}, begins
 * </pre>
 *
 * <p>Every write but that of a mark is beyond what was written before, and a record is one write. Nothing is forced to the
 * device: what was written outlives the process, not a loss of power.
 *
 * <p>{@link RandomAccessFile}, for a channel is closed when the thread that uses it is interrupted. Not thread-safe.
 */
final class SegmentFile {

    static final String OPEN = ".open";
    static final String CLOSED = ".closed";

    /** Far from 0 in bits, so that a damaged mark is no acknowledgement. */
    private static final int ACKNOWLEDGED = 0xA7;

    private final int exporters;
    private final int marks;
    private Path path;
    private long end;

    /** Null unless it is being written or read as a whole: then each access opens the file by itself. */
    private RandomAccessFile held;

    /** One that is there. */
    SegmentFile(Path path, SegmentHeader header, long size) {
        this.path = path;
        this.exporters = header.destinations().size();
        this.marks = header.size();
        this.end = size;
    }

    /** What a segment takes before a window is in it. */
    static int emptyBytes(int exporters) {
        return SegmentHeader.SIZE + PendingWindows.CAPACITY * exporters;
    }

    /** A new one, empty and open. */
    static SegmentFile create(Path path, SegmentHeader header) throws IOException {
        SegmentFile file = new SegmentFile(path, header, 0);
        // Marks are written as zeros now, so that no acknowledgement has to wait for space on the disk.
        byte[] whole = Arrays.copyOf(header.encode(), file.records());
        SpoolFiles.createFile(path);
        try {
            file.held = open(path, "rw");
            file.held.write(whole);
            file.end = whole.length;
            return file;
        } catch (IOException | RuntimeException | Error failed) {
            file.release();
            Files.deleteIfExists(path);
            throw failed;
        }
    }

    /** What can be known of a segment before all of it is read. */
    static SegmentHeader header(Path path) throws IOException {
        byte[] start = new byte[SegmentHeader.SIZE];
        try (RandomAccessFile file = open(path, "r")) {
            return SegmentHeader.decode(Arrays.copyOf(start, read(file, 0, start)));
        }
    }

    Path path() {
        return path;
    }

    /** Whether its JVM had ended it. */
    boolean isClosed() {
        return path.toString().endsWith(CLOSED);
    }

    /** Bytes that it takes. */
    long size() {
        return end;
    }

    /** Where the first record begins. */
    int records() {
        return marks + PendingWindows.CAPACITY * exporters;
    }

    /** Whether somebody else took the file away, or put something in its place. */
    boolean isGone() {
        return !SpoolFiles.isRegular(path);
    }

    private static RandomAccessFile open(Path path, String mode) throws IOException {
        SpoolFiles.requireRegular(path);
        return new RandomAccessFile(path.toFile(), mode);
    }

    /**
     * Adds a record. Whatever it throws, a part of the record may have been written; the next one is then written over it.
     *
     * @param frame made for {@link #size} as its place
     */
    void append(byte[] frame) throws IOException {
        held.seek(end);
        try {
            held.write(frame);
        } catch (IOException | RuntimeException | Error failed) {
            held.setLength(end);
            throw failed;
        }
        end += frame.length;
    }

    void acknowledge(int ordinal, int exporter) throws IOException {
        boolean isHeld = held != null;
        RandomAccessFile file = isHeld ? held : open(path, "rw");
        try {
            file.seek(marks + (long) ordinal * exporters + exporter);
            file.write(ACKNOWLEDGED);
        } finally {
            if (!isHeld) {
                file.close();
            }
        }
    }

    /** Of the exporters that a window is kept for those that have not acknowledged it, one bit each, as all {@code marks} say. */
    int pending(byte[] all, int ordinal, int kept) {
        int pending = 0;
        for (int exporter = 0; exporter < exporters; exporter++) {
            if (((kept >>> exporter) & 1) != 0 && all[ordinal * exporters + exporter] != (byte) ACKNOWLEDGED) {
                pending |= 1 << exporter;
            }
        }
        return pending;
    }

    byte[] marks() throws IOException {
        byte[] all = new byte[records() - marks];
        read(marks, all);
        return all;
    }

    /** Forgets all records of an open segment. */
    void clear(int ordinals) throws IOException {
        byte[] pending = new byte[ordinals * exporters];
        held.setLength(records());
        end = records();
        held.seek(marks);
        held.write(pending);
    }

    /** Reads as much as there is. The rest stays as it is. */
    int read(long place, byte[] bytes) throws IOException {
        if (held != null) {
            return read(held, place, bytes);
        }
        try (RandomAccessFile file = open(path, "r")) {
            return read(file, place, bytes);
        }
    }

    private static int read(RandomAccessFile file, long place, byte[] bytes) throws IOException {
        file.seek(place);
        int length = 0;
        for (int more = 0; more >= 0 && length < bytes.length; length += Math.max(0, more)) {
            more = file.read(bytes, length, bytes.length - length);
        }
        return length;
    }

    /** Opens it for several reads, until {@link #release}. */
    void hold() throws IOException {
        held = open(path, "r");
    }

    /** Writes the index, and gives the file the name of a closed one. */
    void close(byte[] index) throws IOException {
        byte[] record = Frame.other(Frame.INDEX, index, end);
        append(ByteBuffer.allocate(record.length + Integer.BYTES)
                .put(record)
                .putInt((int) end)
                .array());
        move(path.resolveSibling(path.getFileName().toString().replace(OPEN, CLOSED)));
        release();
    }

    void move(Path target) throws IOException {
        Files.move(path, target);
        path = target;
    }

    void delete() throws IOException {
        release();
        Files.deleteIfExists(path);
        end = 0;
    }

    void release() throws IOException {
        RandomAccessFile file = held;
        held = null;
        if (file != null) {
            file.close();
        }
    }
}
