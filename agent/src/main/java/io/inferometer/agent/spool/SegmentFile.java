package io.inferometer.agent.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The bytes of one segment.
 *
 * <pre>
 * 0        {@link SegmentHeader}, twice
 * 4096     marks: one byte for each window and exporter, {@value #ACKNOWLEDGED} when it is acknowledged, else pending
 * records  at 4096 + {@value PendingWindows#CAPACITY} × exporters: one {@link Frame} after the other
 * place    only in a closed segment, 4 bytes: where the last record, the index, begins
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
    private final int records;
    private Path path;
    private long end;

    /** Null unless it is being written or read as a whole: then each access opens the file by itself. */
    private RandomAccessFile held;

    private SegmentFile(Path path, int exporters, long end) {
        this.path = path;
        this.exporters = exporters;
        this.records = emptyBytes(exporters);
        this.end = end;
    }

    /** What a segment takes before a window is in it. */
    static int emptyBytes(int exporters) {
        return SegmentHeader.SIZE + PendingWindows.CAPACITY * exporters;
    }

    /** A new one, empty and open. */
    static SegmentFile create(Path path, SegmentHeader header) throws IOException {
        SegmentFile file = new SegmentFile(path, header.destinations().size(), 0);
        // Marks are written as zeros now, so that no acknowledgement has to wait for space on the disk.
        byte[] whole = Arrays.copyOf(header.encode(), file.records);
        Permissions.createFile(path);
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

    /** One that is there. */
    static SegmentFile existing(Path path, SegmentHeader header, long size) {
        return new SegmentFile(path, header.destinations().size(), size);
    }

    /** What can be known of a segment before all of it is read. */
    static SegmentHeader header(Path path) throws IOException {
        try (RandomAccessFile file = open(path, "r")) {
            return SegmentHeader.decode(bytes(file, 0, (int) Math.min(SegmentHeader.SIZE, file.length())));
        }
    }

    Path path() {
        return path;
    }

    /** Bytes that it takes. */
    long size() {
        return end;
    }

    /** Where the first record begins. */
    int records() {
        return records;
    }

    /** Whether somebody else took the file away, or put something in its place. */
    boolean isGone() {
        return !RegularFiles.exists(path);
    }

    private static RandomAccessFile open(Path path, String mode) throws IOException {
        RegularFiles.require(path);
        return new RandomAccessFile(path.toFile(), mode);
    }

    /**
     * Adds a record.
     *
     * <p>Whatever it throws, a part of the record may have been written; the next one is then written over it.
     *
     * @return its place
     */
    long append(int type, byte[] body) throws IOException {
        long place = end;
        byte[] frame = Frame.encode(type, place, body);
        held.seek(place);
        try {
            held.write(frame);
        } catch (IOException | RuntimeException | Error failed) {
            held.setLength(place);
            throw failed;
        }
        end += frame.length;
        return place;
    }

    void acknowledge(int ordinal, int exporter) throws IOException {
        long place = SegmentHeader.SIZE + (long) ordinal * exporters + exporter;
        if (held != null) {
            held.seek(place);
            held.write(ACKNOWLEDGED);
            return;
        }
        try (RandomAccessFile file = open(path, "rw")) {
            file.seek(place);
            file.write(ACKNOWLEDGED);
        }
    }

    static boolean isAcknowledged(byte mark) {
        return mark == (byte) ACKNOWLEDGED;
    }

    /** Forgets all records of an open segment. */
    void clear(int ordinals) throws IOException {
        byte[] pending = new byte[ordinals * exporters];
        held.setLength(records);
        end = records;
        held.seek(SegmentHeader.SIZE);
        held.write(pending);
    }

    /** Reads as much of {@code length} bytes as there is. */
    byte[] read(long place, int length) throws IOException {
        if (held != null) {
            return bytes(held, place, length);
        }
        try (RandomAccessFile file = open(path, "r")) {
            return bytes(file, place, length);
        }
    }

    private static byte[] bytes(RandomAccessFile file, long place, int length) throws IOException {
        byte[] bytes = new byte[(int) Math.max(0, Math.min(length, file.length() - place))];
        file.seek(place);
        file.readFully(bytes);
        return bytes;
    }

    /** Opens it for several reads, until {@link #release}. */
    void hold() throws IOException {
        held = open(path, "r");
    }

    /** Cuts off what lies beyond {@code newEnd}, a torn record, and opens it for what has to be written at its end. */
    void reopen(long newEnd) throws IOException {
        release();
        held = open(path, "rw");
        end = newEnd;
        held.setLength(newEnd);
    }

    /** Writes the index, and gives the file the name of a closed one. */
    void close(byte[] index) throws IOException {
        long place = append(Frame.INDEX, index);
        held.seek(end);
        held.writeInt((int) place);
        end += Integer.BYTES;
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
