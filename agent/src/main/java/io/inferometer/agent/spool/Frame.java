package io.inferometer.agent.spool;

import java.util.zip.CRC32C;

/**
 * One record of a segment.
 *
 * <pre>
 * magic       4 bytes, IWIN
 * type        1 byte: 1 a window, 2 an index
 * length      4 bytes, of the body
 * body
 * checksum    4 bytes, CRC32C of the record's place in the file (8 bytes), type, length and body
 * </pre>
 *
 * <p>The magic allows to go on after a damaged record. The place in the checksum forbids to take for a record what is part of
 * another one's body.
 *
 * @param type what the body is
 * @param from where the body begins, in the bytes that were searched
 * @param to where it ends
 */
record Frame(int type, int from, int to) {

    static final int WINDOW = 1;
    static final int INDEX = 2;

    /** What a record takes besides its body, in bytes. */
    static final int OVERHEAD = 13;

    private static final int MAGIC = 0x4957494E;
    private static final int BEFORE_BODY = 9;

    /** @param place where in the file it will begin */
    static byte[] encode(int type, long place, byte[] body) {
        ByteWriter out = new ByteWriter();
        out.fixed(MAGIC, 4);
        out.octet(type);
        out.fixed(body.length, 4);
        out.raw(body);
        byte[] frame = out.toBytes();
        out.fixed(checksum(frame, 0, frame.length, place), 4);
        return out.toBytes();
    }

    /**
     * @param at where in {@code bytes} it begins
     * @param place where in the file it begins
     * @throws DamagedException when there is no undamaged record
     */
    static Frame decode(byte[] bytes, int at, long place) throws DamagedException {
        ByteReader in = new ByteReader(bytes, at, bytes.length);
        if (in.fixed(4) != MAGIC) {
            throw new DamagedException("no record");
        }
        int type = in.octet();
        int length = (int) in.fixed(4);
        if (length < 0 || length > in.remaining() - 4) {
            throw new DamagedException("ends too early");
        }
        int to = at + BEFORE_BODY + length;
        if (new ByteReader(bytes, to, to + 4).fixed(4) != checksum(bytes, at, to - at, place)) {
            throw new DamagedException("a record that is not as written");
        }
        return new Frame(type, at + BEFORE_BODY, to);
    }

    /** Where the next magic is, from {@code from} on; the length of {@code bytes} when there is none. */
    static int search(byte[] bytes, int from) {
        for (int at = from; at + OVERHEAD <= bytes.length; at++) {
            if (bytes[at] == (byte) (MAGIC >> 24)
                    && bytes[at + 1] == (byte) (MAGIC >> 16)
                    && bytes[at + 2] == (byte) (MAGIC >> 8)
                    && bytes[at + 3] == (byte) MAGIC) {
                return at;
            }
        }
        return bytes.length;
    }

    private static long checksum(byte[] bytes, int at, int length, long place) {
        CRC32C checksum = new CRC32C();
        for (int shift = 56; shift >= 0; shift -= 8) {
            checksum.update((int) (place >>> shift) & 0xFF);
        }
        // The magic has been compared by itself.
        checksum.update(bytes, at + 4, length - 4);
        return checksum.getValue();
    }
}
