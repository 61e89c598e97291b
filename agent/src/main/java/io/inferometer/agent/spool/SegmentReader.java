package io.inferometer.agent.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/** Finds out what is pending in a segment that another JVM wrote: by its index, or, where there is none, record by record. */
final class SegmentReader {

    /** Beyond any segment's size, in bytes: a bound for time. */
    private static final long LARGEST = 32 << 20;

    /** How often what may be records is read, in sizes of the file: a bound for time. */
    private static final int MOST_READ = 4;

    /** Bytes that are looked through at once. */
    private static final int CHUNK = 2048;

    private final SegmentFile file;
    private final byte[] marks;
    private final PendingWindows pending;

    private final byte[] chunk = new byte[CHUNK];
    private long chunkPlace = -CHUNK;
    private long read;

    private boolean hasIndex;
    private boolean isDamaged;

    private SegmentReader(SegmentHeader header, SegmentFile file) throws IOException {
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
            if (!file.isClosed() || !reader.readIndex()) {
                reader.readAll();
            }
            if (reader.isDamaged || (file.isClosed() && !reader.hasIndex)) {
                warn.accept(path + " was damaged: windows in it that cannot be read are dropped");
            }
            return new Segment(header, file, reader.pending, destinations.positions(header));
        } finally {
            file.release();
        }
    }

    private boolean readIndex() throws IOException {
        try {
            long last = file.size() - Integer.BYTES;
            long place = ByteBuffer.wrap(chunk).getInt(load(last, Integer.BYTES));
            if (place < file.records() || place >= last) {
                return false;
            }
            Frame frame = head(place);
            if (frame.type() == Frame.INDEX) {
                SegmentIndex.decode(frame.body(record(frame, place)), file, marks, pending);
                hasIndex = true;
            }
        } catch (DamagedException noIndex) {
            pending.clear();
        }
        return hasIndex;
    }

    private void readAll() throws IOException {
        boolean wasSkipped = false;
        for (long place = file.records(); place < file.size(); ) {
            try {
                Frame frame = head(place);
                record(frame, place);
                if (frame.type() == Frame.WINDOW) {
                    int waiting = file.pending(marks, frame.ordinal(), frame.exporters());
                    pending.put(frame.ordinal(), (int) place, frame.size(), frame.end(), frame.number(), waiting);
                }
                hasIndex |= frame.type() == Frame.INDEX;
                isDamaged |= wasSkipped;
                place += frame.size();
            } catch (DamagedException skipped) {
                wasSkipped = !hasIndex;
                place = search(place + 1);
            }
        }
    }

    private Frame head(long place) throws IOException {
        return Frame.head(chunk, load(place, Frame.HEAD), file.size() - place);
    }

    private byte[] record(Frame frame, long place) throws IOException {
        read += frame.size();
        if (read > MOST_READ * file.size()) {
            throw new IOException("it is damaged too often");
        }
        byte[] record = new byte[frame.size()];
        file.read(place, record);
        frame.check(record, place);
        return record;
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
        if (place < chunkPlace || place + length > chunkPlace + CHUNK) {
            chunkPlace = place;
            Arrays.fill(chunk, file.read(place, chunk), CHUNK, (byte) 0);
        }
        return (int) (place - chunkPlace);
    }
}
