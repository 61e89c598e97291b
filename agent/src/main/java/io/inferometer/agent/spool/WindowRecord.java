package io.inferometer.agent.spool;

import io.inferometer.exporter.api.Window;

/**
 * The body of a record that holds a window.
 *
 * <pre>
 * ordinal    2 bytes
 * exporters  4 bytes: a bit for each exporter that it is kept for, by its position in the header
 * end        8 bytes, milliseconds since 1970
 * number     8 bytes
 * window     as {@link WindowCodec} writes it
 * </pre>
 */
record WindowRecord(int ordinal, int exporters, long end, long number) {

    /** What it takes besides the window, in bytes. */
    static final int OVERHEAD = 22;

    static byte[] encode(int ordinal, int exporters, Window window, byte[] encoded) {
        ByteWriter out = new ByteWriter();
        out.fixed(ordinal, 2);
        out.fixed(exporters, 4);
        out.fixed(window.endMillis(), 8);
        out.fixed(window.number(), 8);
        out.raw(encoded);
        return out.toBytes();
    }

    static WindowRecord decode(byte[] bytes, Frame frame) throws DamagedException {
        ByteReader in = new ByteReader(bytes, frame.from(), frame.to());
        WindowRecord window = new WindowRecord((int) in.fixed(2), (int) in.fixed(4), in.fixed(8), in.fixed(8));
        if (window.ordinal >= PendingWindows.CAPACITY) {
            throw new DamagedException("an ordinal out of range");
        }
        return window;
    }
}
