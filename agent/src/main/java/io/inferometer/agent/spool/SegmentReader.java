package io.inferometer.agent.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/** Finds out what is pending in a segment that another JVM wrote, from the heads of its records. */
final class SegmentReader {

    /** Beyond any segment's size, in bytes: a bound for time. */
    private static final long LARGEST = 32 << 20;

    /** Bytes that are read at once: the head of a large record, or a few small ones. */
    private static final int CHUNK = 2048;

    /** How often what may be a record of version 1 is read, in sizes of the file: a bound for time. */
    private static final int MOST_CHECKED = 4;

    private final SegmentHeader header;
    private final SegmentFile file;
    private final byte[] marks;
    private final PendingWindows pending;

    private final byte[] chunk = new byte[CHUNK];
    private long chunkPlace;
    private int chunkLength;

    private long checked;
    private boolean hasEnd;
    private boolean isDamaged;

    private SegmentReader(SegmentHeader header, SegmentFile file) throws IOException {
        this.header = header;
        this.file = file;
        this.marks = file.marks();
        this.pending = new PendingWindows(header.destinations().size());
    }

    /** @param warn takes one line when anything cannot be read but the torn end of an open segment */
    static Segment read(Path path, SegmentHeader header, Destinations destinations, Consumer<String> warn)
            throws IOException {
        long size = Files.size(path);
        if (size > LARGEST) {
            throw new DamagedException("too large");
        }
        SegmentFile file = new SegmentFile(path, header, size);
        file.hold();
        try {
            SegmentReader reader = new SegmentReader(header, file);
            reader.readHeads();
            if (reader.isDamaged || (file.isClosed() && !reader.hasEnd)) {
                warn.accept(path + " was damaged: windows in it that cannot be read are dropped");
            }
            return new Segment(header, file, reader.pending, destinations.positions(header));
        } finally {
            file.release();
        }
    }

    private void readHeads() throws IOException {
        boolean wasSkipped = false;
        for (long place = file.records(); place < file.size(); ) {
            try {
                Frame frame = head(place);
                if (frame.type() == Frame.WINDOW) {
                    add(frame, place);
                }
                hasEnd |= frame.type() == Frame.END;
                isDamaged |= wasSkipped;
                place += frame.size();
            } catch (DamagedException skipped) {
                wasSkipped = !hasEnd;
                place = search(place + 1);
            }
        }
    }

    private Frame head(long place) throws IOException {
        Frame frame = Frame.head(header.version(), chunk, load(place, Frame.HEAD), place, file.size() - place);
        if (header.version() == 1) {
            checked += frame.size();
            if (checked > MOST_CHECKED * file.size()) {
                throw new IOException("it is damaged too often");
            }
            byte[] record = new byte[frame.size()];
            file.read(place, record);
            frame.check(record, place);
        }
        return frame;
    }

    /** Where the next magic is, from {@code from} on, or the end. */
    private long search(long from) throws IOException {
        for (long place = from; place < file.size(); place++) {
            int at = load(place, Integer.BYTES);
            if (chunk[at] == Frame.MAGIC >> 24
                    && chunk[at + 1] == (byte) (Frame.MAGIC >> 16)
                    && chunk[at + 2] == (byte) (Frame.MAGIC >> 8)
                    && chunk[at + 3] == (byte) Frame.MAGIC) {
                return place;
            }
        }
        return file.size();
    }

    /** Reads these bytes, unless they are there already; what the file does not have is 0. Returns where in the chunk they begin. */
    private int load(long place, int length) throws IOException {
        boolean isThere = place >= chunkPlace && place + length <= chunkPlace + chunkLength;
        if (!isThere) {
            chunkPlace = place;
            Arrays.fill(chunk, file.read(place, chunk), CHUNK, (byte) 0);
            chunkLength = CHUNK;
        }
        return (int) (place - chunkPlace);
    }

    private void add(Frame frame, long place) {
        int waiting = file.pending(marks, frame.ordinal(), frame.exporters());
        pending.put(frame.ordinal(), (int) place, frame.size(), frame.end(), frame.number(), waiting);
    }
}
