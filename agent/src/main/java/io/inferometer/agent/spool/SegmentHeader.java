package io.inferometer.agent.spool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What the windows of a segment have in common. Written twice, one after the other, for without it no window can be told whose it
 * is.
 *
 * <pre>
 * magic       8 bytes, IFMSPOOL
 * version     2 bytes, now 1
 * length      4 bytes, of the body
 * body        service name, run, maximum age in milliseconds, exporters (name and fingerprint each)
 * checksum    4 bytes, CRC32C of all before it
 * zeros       up to {@value #COPY} bytes
 * </pre>
 *
 * @param service the service whose windows they are
 * @param run the run whose windows they are
 * @param maxAgeMillis how long after its last change a segment that nobody takes over stays
 * @param destinations the exporters they are kept for; a window tells its own by the position here
 */
record SegmentHeader(String service, String run, long maxAgeMillis, List<Destination> destinations) {

    static final int VERSION = 1;

    /** Bytes that one copy takes. */
    static final int COPY = 2048;

    /** Bytes that both copies take. */
    static final int SIZE = 2 * COPY;

    private static final long MAGIC = 0x49464D53504F4F4CL;
    private static final int BEFORE_BODY = 14;

    /** An exporter, and the fingerprint of where it sends. */
    record Destination(String exporter, String fingerprint) {}

    SegmentHeader {
        destinations = List.copyOf(destinations);
    }

    /** @throws IllegalArgumentException when it does not fit */
    byte[] encode() {
        ByteWriter body = new ByteWriter();
        body.text(service);
        body.text(run);
        body.number(maxAgeMillis);
        body.number(destinations.size());
        for (Destination each : destinations) {
            body.text(each.exporter());
            body.text(each.fingerprint());
        }
        byte[] content = body.toBytes();
        ByteWriter out = new ByteWriter();
        out.fixed(MAGIC, 8);
        out.fixed(VERSION, 2);
        out.fixed(content.length, 4);
        out.raw(content);
        byte[] copy = out.toBytes();
        out.fixed(checksum(copy, 0, copy.length), 4);
        if (copy.length + 4 > COPY) {
            throw new IllegalArgumentException("the names of the service and its exporters are too long");
        }
        byte[] both = Arrays.copyOf(out.toBytes(), SIZE);
        System.arraycopy(both, 0, both, COPY, COPY);
        return both;
    }

    /**
     * @param start the first {@link #SIZE} bytes of a segment, or all that there are
     * @throws UnknownVersionException when a later version of the format wrote it
     * @throws DamagedException when neither copy can be read
     */
    static SegmentHeader decode(byte[] start) throws DamagedException {
        try {
            return decode(start, 0);
        } catch (DamagedException first) {
            try {
                return decode(start, COPY);
            } catch (DamagedException second) {
                throw first;
            }
        }
    }

    private static SegmentHeader decode(byte[] bytes, int from) throws DamagedException {
        ByteReader in = new ByteReader(bytes, Math.min(from, bytes.length), bytes.length);
        if (in.fixed(8) != MAGIC) {
            throw new DamagedException("no segment");
        }
        int version = (int) in.fixed(2);
        if (version != VERSION) {
            throw new UnknownVersionException(version);
        }
        int length = (int) in.fixed(4);
        if (length < 0 || length > in.remaining() - 4) {
            throw new DamagedException("ends too early");
        }
        int end = from + BEFORE_BODY + length;
        if (new ByteReader(bytes, end, end + 4).fixed(4) != checksum(bytes, from, end - from)) {
            throw new DamagedException("a header that is not as written");
        }
        return body(in);
    }

    private static SegmentHeader body(ByteReader in) throws DamagedException {
        String service = in.text();
        String run = in.text();
        long maxAgeMillis = in.number();
        List<Destination> destinations = new ArrayList<>();
        for (int count = in.count(); count > 0; count--) {
            destinations.add(new Destination(in.text(), in.text()));
        }
        if (destinations.size() > Destinations.MOST) {
            throw new DamagedException("more exporters than there can be");
        }
        return new SegmentHeader(service, run, maxAgeMillis, destinations);
    }

    private static long checksum(byte[] bytes, int from, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, length);
        return checksum.getValue();
    }
}
