package io.inferometer.agent.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One record of a segment.
 *
 * <pre>
 * magic      4 bytes, IWIN
 * type       1 byte: 1 a window, 2 the end of a closed segment; others are skipped
 * length     4 bytes, of the body
 * ordinal    2 bytes
 * exporters  4 bytes: a bit for each exporter that the window is kept for, by its position in the header
 * end        8 bytes, milliseconds since 1970
 * number     8 bytes
 * checksum   4 bytes, CRC32C of the record's place in the file (8 bytes) and all before but the magic
 * body
 * checksum   4 bytes, likewise
 * </pre>
 *
 * <p>A record's head has a checksum of its own, so that a start needs not read bodies. The magic allows to go on after a damaged record.
 * The place in the checksums forbids to take for a record what is part of another one's body. In version 1 heads had no checksum, and
 * the length was that of ordinal, exporters, end, number and body together.
 *
 * @param size bytes that the record takes
 * @param from where its body begins, from its own beginning
 */
record Frame(int type, int size, int from, int ordinal, int exporters, long end, long number) {

    static final int WINDOW = 1;
    static final int END = 2;

    static final int MAGIC = 0x4957494E;

    /** Bytes that a head takes. */
    static final int HEAD = 35;

    /** What a record takes besides its body, in bytes. */
    static final int OVERHEAD = HEAD + Integer.BYTES;

    /** Of a record, in bytes: a bound for memory. */
    private static final int LARGEST = Packing.LARGEST;

    private static final int HEAD_V1 = 31;
    private static final int LENGTH_FROM = 9;

    /** @param place where in the file it will begin */
    static byte[] encode(int type, int ordinal, int exporters, long end, long number, byte[] body, long place) {
        ByteBuffer out = ByteBuffer.allocate(OVERHEAD + body.length);
        out.putInt(MAGIC).put((byte) type).putInt(body.length);
        out.putShort((short) ordinal).putInt(exporters).putLong(end).putLong(number);
        out.putInt((int) checksum(out.array(), 0, out.position(), place));
        out.put(body);
        out.putInt((int) checksum(out.array(), 0, out.position(), place));
        return out.array();
    }

    /**
     * Reads a head. In version 1, which cannot tell a damaged one, the record has to be {@linkplain #check checked}.
     *
     * @param at where in {@code bytes} it begins; what the file does not have is 0
     * @param place where in the file it begins
     * @param room bytes up to the file's end
     * @throws DamagedException if there is no undamaged one
     */
    static Frame head(int version, byte[] bytes, int at, long place, long room) throws DamagedException {
        ByteBuffer in = ByteBuffer.wrap(bytes, at, HEAD);
        if (in.getInt() != MAGIC) {
            throw new DamagedException("no record");
        }
        int type = in.get();
        int length = in.getInt();
        int from = version == 1 ? HEAD_V1 : HEAD;
        Frame frame = new Frame(
                type,
                length + (version == 1 ? LENGTH_FROM + Integer.BYTES : OVERHEAD),
                from,
                in.getShort() & 0xFFFF,
                in.getInt(),
                in.getLong(),
                in.getLong());
        if (version != 1 && in.getInt() != (int) checksum(bytes, at, HEAD - Integer.BYTES, place)) {
            throw new DamagedException("a head that is not as written");
        }
        if (length < 0 || length > LARGEST || frame.size > room) {
            throw new DamagedException("ends too early");
        }
        if (type == WINDOW && (frame.ordinal >= PendingWindows.CAPACITY || frame.size < from + Integer.BYTES)) {
            throw new DamagedException("no window");
        }
        return frame;
    }

    /** @throws DamagedException if the record is not as written */
    void check(byte[] record, long place) throws DamagedException {
        if (record.length < size
                || ByteBuffer.wrap(record).getInt(size - Integer.BYTES)
                        != (int) checksum(record, 0, size - Integer.BYTES, place)) {
            throw new DamagedException("a record that is not as written");
        }
    }

    private static long checksum(byte[] bytes, int at, int length, long place) {
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(Long.BYTES).putLong(0, place));
        // The magic has been compared by itself.
        checksum.update(bytes, at + Integer.BYTES, length - Integer.BYTES);
        return checksum.getValue();
    }
}
