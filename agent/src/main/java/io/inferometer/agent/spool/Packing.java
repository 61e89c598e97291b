package io.inferometer.agent.spool;

import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Makes bytes fewer: the length, then the bytes deflated with a preset dictionary. Thread-safe: nothing is kept between calls, so that
 * no native memory is held while nothing is written.
 */
final class Packing {

    /** Of an unpacked body, in bytes: ten thousand models take half of it. A bound for memory, and less in a small heap. */
    static final int LARGEST = (int) Math.min(16 << 20, Runtime.getRuntime().maxMemory() / 16);

    /** Bytes that one byte can become. */
    private static final int MOST_FROM_A_BYTE = 1_032;

    private Packing() {}

    static byte[] pack(byte[] body, byte[] dictionary) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setDictionary(dictionary);
            deflater.setInput(body);
            deflater.finish();
            ByteWriter out = new ByteWriter();
            out.number(body.length);
            byte[] part = new byte[Math.max(1024, body.length / 2)];
            while (!deflater.finished()) {
                out.raw(part, deflater.deflate(part));
            }
            return out.toBytes();
        } finally {
            deflater.end();
        }
    }

    static byte[] unpack(ByteReader in, byte[] dictionary) throws DamagedException {
        int length = in.whole();
        if (length < 0 || length > LARGEST || length > (long) MOST_FROM_A_BYTE * in.remaining()) {
            throw new DamagedException("too large");
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(dictionary);
            inflater.setInput(in.rest());
            byte[] body = new byte[length];
            int read = 0;
            while (read < length) {
                int more = inflater.inflate(body, read, length - read);
                if (more == 0) {
                    throw new DamagedException("ends too early");
                }
                read += more;
            }
            if (inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
                throw new DamagedException("ends elsewhere");
            }
            return body;
        } catch (DataFormatException damaged) {
            throw new DamagedException(damaged.getMessage());
        } finally {
            inflater.end();
        }
    }
}
