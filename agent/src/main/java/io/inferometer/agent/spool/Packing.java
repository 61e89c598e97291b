package io.inferometer.agent.spool;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Makes bytes fewer. Thread-safe: nothing is kept between calls, so that no native memory is held while nothing is written. */
final class Packing {

    /** Of an unpacked body, in bytes: ten thousand models take about a tenth of it. A bound for memory. */
    private static final int LARGEST = 64 << 20;

    private Packing() {}

    static byte[] pack(int version, byte[] body) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setDictionary(Vocabulary.BYTES);
            deflater.setInput(body);
            deflater.finish();
            ByteWriter out = new ByteWriter();
            out.octet(version);
            out.number(body.length);
            byte[] part = new byte[Math.max(1024, body.length / 2)];
            while (!deflater.finished()) {
                int length = deflater.deflate(part);
                out.raw(length == part.length ? part : Arrays.copyOf(part, length));
            }
            return out.toBytes();
        } finally {
            deflater.end();
        }
    }

    static byte[] unpack(int version, byte[] bytes, int from, int to) throws DamagedException {
        ByteReader in = new ByteReader(bytes, from, to);
        int found = in.octet();
        if (found != version) {
            throw new DamagedException("version " + found);
        }
        int length = in.whole();
        if (length < 0 || length > LARGEST) {
            throw new DamagedException("too large");
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(Vocabulary.BYTES);
            inflater.setInput(bytes, to - in.remaining(), in.remaining());
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
