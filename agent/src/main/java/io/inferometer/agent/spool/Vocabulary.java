package io.inferometer.agent.spool;

import io.inferometer.exporter.api.MetricSample;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * What is in every window of a segment: the preset dictionary, which makes the host's names and sentences cost next to nothing. It is
 * made from the first window that has any and kept in each segment's header, so that a segment needs nothing else to be read.
 * Immutable.
 */
final class Vocabulary {

    /** Of a window before the first look at the host. */
    static final Vocabulary NONE = new Vocabulary(Packing.pack(new byte[0], new byte[0]));

    /** Packed, in bytes: half of a header's copy. */
    private static final int LARGEST = SegmentHeader.COPY / 2;

    private final byte[] packed;

    private Vocabulary(byte[] packed) {
        this.packed = packed;
    }

    /** Takes the first samples only if all are too many. */
    static Vocabulary of(Collection<MetricSample> samples) {
        List<MetricSample> words = List.copyOf(samples);
        while (true) {
            byte[] packed = Packing.pack(HostCodec.names(words), new byte[0]);
            if (packed.length <= LARGEST) {
                return new Vocabulary(packed);
            }
            words = words.subList(0, words.size() / 2);
        }
    }

    static Vocabulary read(ByteReader in) throws DamagedException {
        if (in.remaining() > LARGEST) {
            throw new DamagedException("more words than there can be");
        }
        return new Vocabulary(in.rest());
    }

    void write(ByteWriter out) {
        out.raw(packed, packed.length);
    }

    byte[] pack(byte[] body) throws DamagedException {
        return Packing.pack(body, words());
    }

    byte[] unpack(ByteReader in) throws DamagedException {
        return Packing.unpack(in, words());
    }

    private byte[] words() throws DamagedException {
        return Packing.unpack(new ByteReader(packed, 0, packed.length), new byte[0]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary that && Arrays.equals(packed, that.packed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(packed);
    }
}
