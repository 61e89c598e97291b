package io.inferometer.agent.spool;

import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.nio.file.Path;

/** One file of windows, and what is pending of them. Not thread-safe. */
final class Segment {

    private final SegmentHeader header;
    private final SegmentFile file;
    private final PendingWindows pending;
    private final int[] positions;

    /** @param positions as {@link Destinations#positions} tells */
    Segment(SegmentHeader header, SegmentFile file, PendingWindows pending, int[] positions) {
        this.header = header;
        this.file = file;
        this.pending = pending;
        this.positions = positions;
    }

    /** A new one, to be written. */
    static Segment create(Path path, SegmentHeader header, Destinations destinations) throws IOException {
        PendingWindows pending = new PendingWindows(destinations.count());
        int[] positions = destinations.positions(header);
        return new Segment(header, SegmentFile.create(path, header), pending, positions);
    }

    SegmentHeader header() {
        return header;
    }

    SegmentFile file() {
        return file;
    }

    PendingWindows pending() {
        return pending;
    }

    /** Where it keeps the exporter of this number; negative when it does not. */
    int position(int exporter) {
        return positions[exporter];
    }

    /** Whether a window is pending for an exporter of this JVM. */
    boolean concernsUs() {
        for (int position : positions) {
            if (position >= 0 && pending.windows(position) > 0) {
                return true;
            }
        }
        return false;
    }

    /** The ordinal of the oldest window for the exporter of this number; negative when there is none. */
    int oldest(int exporter) {
        return positions[exporter] < 0 ? -1 : pending.oldest(positions[exporter]);
    }

    /** When the oldest window ended that anybody waits for; the far future when there is none. */
    long oldestEnd() {
        long oldest = Long.MAX_VALUE;
        for (int position = 0; position < header.destinations().size(); position++) {
            int ordinal = pending.oldest(position);
            oldest = ordinal < 0 ? oldest : Math.min(oldest, pending.end(ordinal));
        }
        return oldest;
    }

    /** Bytes that one more window takes. */
    static int needed(byte[] packed) {
        return Frame.OVERHEAD + packed.length;
    }

    /** @param largest how large a segment may be; a single window may be larger */
    boolean hasRoom(int needed, long largest) {
        return pending.size() == 0 || (pending.size() < PendingWindows.CAPACITY && file.size() + needed <= largest);
    }

    /**
     * @param packed with the header's vocabulary
     * @param exporters one bit for each, by position
     */
    void append(Window window, byte[] packed, int exporters) throws IOException {
        int ordinal = pending.size();
        long place = file.size();
        // Once it is on disk, nothing may fail any more.
        pending.reserve(ordinal);
        file.append(Frame.window(ordinal, exporters, window.endMillis(), window.number(), packed, place));
        pending.put(ordinal, (int) place, needed(packed), window.endMillis(), window.number(), exporters);
    }

    /** @throws DamagedException when it is not what was written */
    Window read(int ordinal) throws IOException {
        long place = pending.offset(ordinal);
        byte[] record = new byte[pending.length(ordinal)];
        int length = file.read(place, record);
        Frame frame = Frame.head(record, 0, length);
        frame.check(record, place);
        ByteReader body = frame.body(record);
        Window window = header.version() == 1
                ? WindowCodecV1.decode(body)
                : WindowCodec.decode(header.vocabulary().unpack(body));
        if (window.number() != pending.number(ordinal)) {
            throw new DamagedException("another window than expected");
        }
        return window;
    }

    /** Also on disk, but for the last pending window: after it the segment is emptied or deleted. */
    void acknowledge(int ordinal, int position) throws IOException {
        pending.acknowledge(ordinal, position);
        if (!pending.isEmpty()) {
            file.acknowledge(ordinal, position);
        }
    }

    /** Makes an open segment whose windows are all acknowledged as good as new. */
    void clear() throws IOException {
        file.clear(pending.size());
        pending.clear();
    }

    /** No more windows are written to it. */
    void close() throws IOException {
        file.close(SegmentIndex.encode(pending));
    }
}
