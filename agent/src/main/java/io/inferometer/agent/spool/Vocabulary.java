package io.inferometer.agent.spool;

import io.inferometer.exporter.api.MetricSample;
import java.util.Arrays;
import java.util.List;

/**
 * What is in every window of a segment: the preset dictionary, which makes the host's names and sentences cost next to nothing. It is
 * made from the first window that has any and kept in each segment's header, so that a segment needs nothing else to be read.
 * Immutable.
 */
final class Vocabulary {

    /** Of a window before the first look at the host. */
    static final Vocabulary NONE = new Vocabulary(new byte[0]);

    /** In bytes: as far as a preset dictionary reaches back. */
    private static final int LARGEST = 32 << 10;

    /** Packed, in bytes: five eighths of a header's copy. Looks at machines with GPUs and pressure of containers fit. */
    private static final int LARGEST_PACKED = SegmentHeader.COPY * 5 / 8;

    private final byte[] words;

    private Vocabulary(byte[] words) {
        this.words = words;
    }

    /** Takes the first samples only if all are too many. */
    static Vocabulary of(List<MetricSample> samples) {
        byte[] words = HostCodec.names(samples);
        return words.length <= LARGEST && Packing.pack(words, NONE.words).length <= LARGEST_PACKED
                ? new Vocabulary(words)
                : of(samples.subList(0, samples.size() * 7 / 8));
    }

    static Vocabulary read(ByteReader packed) throws DamagedException {
        byte[] words = Packing.unpack(packed, NONE.words);
        if (words.length > LARGEST) {
            throw new DamagedException("more words than there can be");
        }
        return new Vocabulary(words);
    }

    void write(ByteWriter out) {
        byte[] packed = Packing.pack(words, NONE.words);
        out.raw(packed, packed.length);
    }

    byte[] pack(byte[] body) {
        return Packing.pack(body, words);
    }

    byte[] unpack(ByteReader packed) throws DamagedException {
        return Packing.unpack(packed, words);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary that && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }
}
