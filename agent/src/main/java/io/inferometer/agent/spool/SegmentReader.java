package io.inferometer.agent.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Finds out what is pending in a segment that another JVM wrote. */
final class SegmentReader {

    /** Beyond any segment's size, in bytes: a bound for memory. */
    private static final long LARGEST = 64 << 20;

    private final SegmentFile file;
    private final PendingWindows pending;
    private final Marks marks;
    private boolean damaged;

    private SegmentReader(SegmentHeader header, SegmentFile file) throws IOException {
        this.file = file;
        int exporters = header.destinations().size();
        this.pending = new PendingWindows(exporters);
        this.marks = new Marks(file.read(SegmentHeader.SIZE, PendingWindows.CAPACITY * exporters), exporters);
    }

    /**
     * Reads the index of a closed segment; all of an open one, which is closed then, its torn end cut off.
     *
     * @param warn takes one line when anything else cannot be read
     */
    static Segment read(Path path, SegmentHeader header, Destinations destinations, Consumer<String> warn)
            throws IOException {
        long size = Files.size(path);
        if (size > LARGEST) {
            throw new DamagedException("too large");
        }
        SegmentFile file = SegmentFile.existing(path, header, size);
        file.hold();
        try {
            SegmentReader reader = new SegmentReader(header, file);
            if (!reader.readIndex(size)) {
                reader.readAll(size);
            }
            if (reader.damaged) {
                warn.accept(path + " was damaged: windows in it that cannot be read are dropped");
            }
            return new Segment(header, file, reader.pending, destinations.positions(header));
        } finally {
            file.release();
        }
    }

    private boolean readIndex(long size) throws IOException {
        if (size < file.records() + Integer.BYTES) {
            return false;
        }
        try {
            int place = (int) new ByteReader(file.read(size - Integer.BYTES, Integer.BYTES), 0, Integer.BYTES).fixed(4);
            if (place < file.records() || place >= size) {
                return false;
            }
            byte[] bytes = file.read(place, (int) size - place);
            Frame frame = Frame.decode(bytes, 0, place);
            if (frame.type() != Frame.INDEX) {
                return false;
            }
            SegmentIndex.decode(bytes, frame, pending, marks);
            return true;
        } catch (DamagedException noIndex) {
            return false;
        }
    }

    private void readAll(long size) throws IOException {
        pending.clear();
        int first = file.records();
        byte[] bytes = file.read(first, (int) Math.max(0, size - first));
        boolean isOpen = file.path().toString().endsWith(SegmentFile.OPEN);
        int end = 0;
        for (int at = 0; at < bytes.length; ) {
            try {
                Frame frame = Frame.decode(bytes, at, (long) first + at);
                int next = frame.to() + Integer.BYTES;
                if (frame.type() == Frame.WINDOW) {
                    add(WindowRecord.decode(bytes, frame), first + at, next - at);
                    end = next;
                }
                at = next;
            } catch (DamagedException skipped) {
                at = Frame.search(bytes, at + 1);
                // What was being written when the process ended is torn: that is no damage.
                damaged |= !isOpen || at < bytes.length;
            }
        }
        if (!pending.isEmpty()) {
            close((long) first + end);
        }
    }

    private void close(long end) throws IOException {
        try {
            file.reopen(end);
            file.close(SegmentIndex.encode(pending));
        } catch (IOException full) {
            // It can be read without an index.
            file.release();
        }
    }

    private void add(WindowRecord window, int place, int length) {
        pending.put(
                window.ordinal(),
                place,
                length,
                window.end(),
                window.number(),
                marks.pending(window.ordinal(), window.exporters()));
    }
}
