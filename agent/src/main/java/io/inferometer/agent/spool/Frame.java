package io.inferometer.agent.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One record of a segment.
 *
 * <pre>
 * magic        4 bytes, IWIN
 * type         1 byte: 1 a window, 2 an index; others are skipped
 * length       4 bytes, of what follows up to the checksum
 *   ordinal    2 bytes
 *   exporters  4 bytes: a bit for each exporter that the window is kept for, by its position in the header
 *   end        8 bytes, milliseconds since 1970
 *   number     8 bytes
 *   body       of the window
 * checksum     4 bytes, CRC32C of the record's place in the file (8 bytes), and of all before it but the magic
 * </pre>
 *
 * <p>An index has a body alone. The magic allows to go on after a damaged record. The place in the checksum forbids to take for a record
 * what is part of another one's body.
 *
 * @param size bytes that the record takes
 * @param from where its body begins, from its own beginning
 */
record Frame(int type, int size, int from, int ordinal, int exporters, long end, long number) {

    static final int WINDOW = 1;
    static final int INDEX = 2;

    static final int MAGIC = 0x4957494E;

    /** Bytes before a window's body. */
    static final int HEAD = 31;

    /** What a window takes besides its body, in bytes. */
    static final int OVERHEAD = HEAD + Integer.BYTES;

    /** What is not in the length, in bytes. */
    private static final int AROUND = 13;

    /** A record that begins at this place. */
    static byte[] window(int ordinal, int exporters, long end, long number, byte[] body, long place) {
        ByteBuffer out = begin(WINDOW, OVERHEAD + body.length);
        out.putShort((short) ordinal).putInt(exporters).putLong(end).putLong(number);
        return finish(out.put(body), place);
    }

    /** A record without a window that begins at this place. */
    static byte[] other(int type, byte[] body, long place) {
        return finish(begin(type, AROUND + body.length).put(body), place);
    }

    private static ByteBuffer begin(int type, int size) {
        return ByteBuffer.allocate(size).putInt(MAGIC).put((byte) type).putInt(size - AROUND);
    }

    private static byte[] finish(ByteBuffer out, long place) {
        int end = out.position();
        byte[] record = new byte[out.limit()];
        out.rewind().get(record, 0, end);
        ByteBuffer.wrap(record).putInt(end, checksum(record, end, place));
        return record;
    }

    /**
     * Reads what comes before the body. It can only be trusted when the record is {@linkplain #check checked}.
     *
     * @param at where in {@code bytes} it begins; what the file does not have is 0
     * @param room bytes up to the file's end
     * @throws DamagedException if there is none
     */
    static Frame head(byte[] bytes, int at, long room) throws DamagedException {
        ByteBuffer in = ByteBuffer.wrap(bytes, at, HEAD);
        if (in.getInt() != MAGIC) {
            throw new DamagedException("no record");
        }
        int type = in.get();
        int length = in.getInt();
        if (length < 0 || length > Packing.LARGEST + HEAD || length > room - AROUND) {
            throw new DamagedException("ends too early");
        }
        int from = type == WINDOW ? HEAD : in.position();
        Frame frame =
                new Frame(type, AROUND + length, from, in.getShort() & 0xFFFF, in.getInt(), in.getLong(), in.getLong());
        if (type == WINDOW && (frame.ordinal >= PendingWindows.CAPACITY || frame.size < OVERHEAD)) {
            throw new DamagedException("no window");
        }
        return frame;
    }

    /** @throws DamagedException if the record is not as written */
    void check(byte[] record, long place) throws DamagedException {
        int end = size - Integer.BYTES;
        if (record.length < size || ByteBuffer.wrap(record).getInt(end) != checksum(record, end, place)) {
            throw new DamagedException("a record that is not as written");
        }
    }

    /** What the record's body is, without the checksum. */
    ByteReader body(byte[] record) {
        return new ByteReader(record, from, size - Integer.BYTES);
    }

    private static int checksum(byte[] record, int length, long place) {
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(Long.BYTES).putLong(0, place));
        // The magic has been compared by itself.
        checksum.update(record, Integer.BYTES, length - Integer.BYTES);
        return (int) checksum.getValue();
    }
}
