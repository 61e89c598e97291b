package io.inferometer.agent.spool;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What the windows of a segment have in common. Written twice, one after the other, for without it no window can be read.
 *
 * <pre>
 * magic       8 bytes, IFMSPOOL
 * version     2 bytes, now 2
 * length      4 bytes, of the body
 * body        a {@link Message}: service name, run, maximum age in milliseconds, exporters, {@link Vocabulary}
 * checksum    4 bytes, CRC32C of all before it
 * zeros       up to {@value #COPY} bytes
 * </pre>
 *
 * <p>In all later versions the first copy begins like this, so that any version can tell when a segment is too old. In version 1 the
 * body held the components in their order, without a vocabulary, and a copy was half as long.
 *
 * @param version of the segment
 * @param service the service whose windows they are
 * @param run the run whose windows they are
 * @param maxAgeMillis how long after its last change a segment that nobody takes over stays
 * @param destinations the exporters they are kept for; a window tells its own by the position here
 * @param vocabulary what the windows are packed with; in version 1 it was always the same
 */
record SegmentHeader(
        int version,
        String service,
        String run,
        long maxAgeMillis,
        List<Destination> destinations,
        Vocabulary vocabulary) {

    static final int VERSION = 2;

    /** Bytes that one copy takes. */
    static final int COPY = 4096;

    /** Bytes that both copies take, at most. */
    static final int SIZE = 2 * COPY;

    private static final int COPY_V1 = 2048;
    private static final long MAGIC = 0x49464D53504F4F4CL;
    private static final int BEFORE_BODY = 14;

    private static final int SERVICE = 1;
    private static final int RUN = 2;
    private static final int MAX_AGE = 3;
    private static final int DESTINATIONS = 4;
    private static final int VOCABULARY = 5;

    /**
     * An exporter, and where it sends.
     *
     * @param fingerprint of what its settings say of it
     * @param found a fingerprint of what was found elsewhere, such as in the environment; version 1 did not look
     */
    record Destination(String exporter, String fingerprint, String found) {

        private void write(MessageWriter out) {
            out.text(1, exporter);
            out.text(2, fingerprint);
            out.text(3, found);
        }

        private static Optional<Destination> read(Message in) throws DamagedException {
            return Optional.of(new Destination(in.text(1), in.text(2), in.text(3)));
        }
    }

    SegmentHeader {
        destinations = List.copyOf(destinations);
    }

    /** Returns how many bytes its copies take. */
    int size() {
        return version == 1 ? 2 * COPY_V1 : SIZE;
    }

    /** @throws IllegalArgumentException when it does not fit */
    byte[] encode() {
        MessageWriter body = new MessageWriter();
        body.text(SERVICE, service);
        body.text(RUN, run);
        body.number(MAX_AGE, maxAgeMillis);
        body.messages(DESTINATIONS, destinations, (out, each) -> each.write(out));
        body.content(VOCABULARY, vocabulary::write);
        byte[] content = body.toBytes();
        if (BEFORE_BODY + content.length + Integer.BYTES > COPY) {
            throw new IllegalArgumentException("the names of the service and its exporters are too long");
        }
        ByteBuffer both = ByteBuffer.allocate(SIZE);
        both.putLong(MAGIC).putShort((short) VERSION).putInt(content.length).put(content);
        both.putInt(checksum(both.array(), 0, both.position()));
        System.arraycopy(both.array(), 0, both.array(), COPY, COPY);
        return both.array();
    }

    /**
     * @param start the first {@link #SIZE} bytes of a segment, or all that there are
     * @throws UnknownVersionException when a later version of the format wrote it
     * @throws DamagedException when no copy can be read
     */
    static SegmentHeader decode(byte[] start) throws DamagedException {
        DamagedException problem = null;
        for (int from : new int[] {0, COPY_V1, COPY}) {
            try {
                return decodeCopy(Arrays.copyOfRange(start, Math.min(from, start.length), start.length));
            } catch (DamagedException damaged) {
                problem = problem == null || damaged instanceof UnknownVersionException ? damaged : problem;
            }
        }
        throw problem;
    }

    private static SegmentHeader decodeCopy(byte[] copy) throws DamagedException {
        if (copy.length < BEFORE_BODY + Integer.BYTES) {
            throw new DamagedException("no segment");
        }
        ByteBuffer in = ByteBuffer.wrap(copy);
        if (in.getLong() != MAGIC) {
            throw new DamagedException("no segment");
        }
        int version = in.getShort() & 0xFFFF;
        int length = in.getInt();
        boolean whole = length >= 0
                && length <= in.remaining() - Integer.BYTES
                && in.getInt(BEFORE_BODY + length) == checksum(copy, 0, BEFORE_BODY + length);
        ByteReader body = new ByteReader(copy, BEFORE_BODY, BEFORE_BODY + (whole ? length : 0));
        if (version > VERSION) {
            throw new UnknownVersionException(version, new Message(body).number(MAX_AGE));
        }
        if (!whole || version == 0) {
            throw new DamagedException("a header that is not as written");
        }
        SegmentHeader header = version == 1 ? readV1(body) : read(new Message(body));
        if (header.destinations.size() > Destinations.MOST) {
            throw new DamagedException("more exporters than there can be");
        }
        return header;
    }

    private static SegmentHeader read(Message in) throws DamagedException {
        Optional<ByteReader> vocabulary = in.content(VOCABULARY);
        return new SegmentHeader(
                VERSION,
                in.text(SERVICE),
                in.text(RUN),
                in.number(MAX_AGE),
                in.messages(DESTINATIONS, Destination::read),
                vocabulary.isPresent() ? Vocabulary.read(vocabulary.get()) : Vocabulary.NONE);
    }

    private static SegmentHeader readV1(ByteReader in) throws DamagedException {
        String service = in.text();
        String run = in.text();
        long maxAgeMillis = in.number();
        List<Destination> destinations = new ArrayList<>();
        for (int count = in.count(); count > 0; count--) {
            destinations.add(new Destination(in.text(), in.text(), ""));
        }
        return new SegmentHeader(1, service, run, maxAgeMillis, destinations, Vocabulary.NONE);
    }

    /** Returns the same, with the other's vocabulary if it is equal: many segments need but one. */
    SegmentHeader sharing(Vocabulary other) {
        return vocabulary.equals(other)
                ? new SegmentHeader(version, service, run, maxAgeMillis, destinations, other)
                : this;
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, length);
        return (int) checksum.getValue();
    }
}
