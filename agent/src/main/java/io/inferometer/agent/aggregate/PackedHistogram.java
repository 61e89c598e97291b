package io.inferometer.agent.aggregate;

import io.inferometer.agent.record.Buckets;
import io.inferometer.exporter.api.ExponentialHistogram;

/**
 * A distribution at rest, as small as its counts allow. Immutable.
 *
 * <p>An octave's 64 counts lie in bit planes: word {@code k} of the octave holds bit {@code k} of each count, bucket {@code i}
 * in bit {@code i}. An octave whose greatest count has {@code n} bits therefore takes {@code n} words, and one without values
 * none.
 *
 * <pre>
 * words  | number of words of each octave, 8 bits each, 8 to the word | words of the first octave | … of the last |
 * </pre>
 */
final class PackedHistogram {

    static final PackedHistogram EMPTY = new PackedHistogram(0, 0, new long[0], 0, 0, Long.MAX_VALUE, 0);

    private static final int OCTAVE = 1 << Buckets.SCALE;

    /** Eight counts of so many bits make a sum of one byte. */
    private static final int NARROW = 5;

    /** Of this object and the array's head, on a 64-bit JVM with compressed references. */
    private static final int OVERHEAD_BYTES = 72;

    private final int firstOctave;
    private final int octaves;
    private final long[] words;
    private final long zeros;
    private final long sum;
    private final long min;
    private final long max;

    private PackedHistogram(int firstOctave, int octaves, long[] words, long zeros, long sum, long min, long max) {
        this.firstOctave = firstOctave;
        this.octaves = octaves;
        this.words = words;
        this.zeros = zeros;
        this.sum = sum;
        this.min = min;
        this.max = max;
    }

    /**
     * @param firstOctave the index of the first bucket, divided by 64
     * @param counts of consecutive buckets, whole octaves of them
     * @param zeros how many values were 0
     * @param min of all values; {@link Long#MAX_VALUE} when none is known
     */
    static PackedHistogram of(int firstOctave, long[] counts, long zeros, long sum, long min, long max) {
        if (counts.length == 0 && zeros == 0) {
            return EMPTY;
        }
        int octaves = counts.length / OCTAVE;
        int[] widths = new int[octaves];
        int at = (octaves + 7) / 8;
        int length = at;
        for (int octave = 0; octave < octaves; octave++) {
            widths[octave] = width(counts, octave * OCTAVE);
            length += widths[octave];
        }
        long[] words = new long[length];
        for (int octave = 0; octave < octaves; octave++) {
            words[octave >> 3] |= (long) widths[octave] << ((octave & 7) * 8);
            for (int bit = 0; bit < widths[octave]; bit++) {
                words[at++] = plane(counts, octave * OCTAVE, bit);
            }
        }
        return new PackedHistogram(firstOctave, octaves, words, zeros, sum, min, max);
    }

    private static int width(long[] counts, int from) {
        long any = 0;
        for (int i = from; i < from + OCTAVE; i++) {
            any |= counts[i];
        }
        return 64 - Long.numberOfLeadingZeros(any);
    }

    private static long plane(long[] counts, int from, int bit) {
        long plane = 0;
        for (int i = 0; i < OCTAVE; i++) {
            plane |= (counts[from + i] >>> bit & 1) << i;
        }
        return plane;
    }

    /** The sum of the values. */
    long sum() {
        return sum;
    }

    boolean isEmpty() {
        return this == EMPTY;
    }

    /** The values of both. */
    PackedHistogram plus(PackedHistogram other) {
        if (isEmpty()) {
            return other;
        }
        if (other.isEmpty()) {
            return this;
        }
        int first = octaves == 0
                ? other.firstOctave
                : other.octaves == 0 ? firstOctave : Math.min(firstOctave, other.firstOctave);
        int end = Math.max(endOctave(first), other.endOctave(first));
        long[] counts = new long[(end - first) * OCTAVE];
        addTo(counts, first);
        other.addTo(counts, first);
        return of(
                first,
                counts,
                zeros + other.zeros,
                sum + other.sum,
                Math.min(min, other.min),
                Math.max(max, other.max));
    }

    private int endOctave(int first) {
        return octaves == 0 ? first : firstOctave + octaves;
    }

    /** Returns how many values it added. */
    private long addTo(long[] counts, int first) {
        long values = 0;
        int at = (octaves + 7) / 8;
        for (int octave = 0; octave < octaves; octave++) {
            int from = (firstOctave - first + octave) * OCTAVE;
            int width = width(octave);
            for (int bit = 0; bit < width; bit++) {
                long plane = words[at++];
                values += (long) Long.bitCount(plane) << bit;
                // Bit by bit of those that are set: most planes of a short time have few.
                for (; plane != 0; plane &= plane - 1) {
                    counts[from + Long.numberOfTrailingZeros(plane)] += 1L << bit;
                }
            }
        }
        return values;
    }

    ExponentialHistogram toHistogram(ExponentialHistogram.Unit unit) {
        if (isEmpty()) {
            return ExponentialHistogram.empty(unit, Buckets.SCALE);
        }
        long[] counts = new long[octaves * OCTAVE];
        addTo(counts, firstOctave);
        return new ExponentialHistogram(unit, Buckets.SCALE, firstOctave * OCTAVE, counts, zeros, sum, min, max);
    }

    /** Adds its values. An octave's count is the number of bits in its planes, each as often as its place says. */
    void addTo(OctaveCounts sum) {
        int at = (octaves + 7) / 8;
        for (int octave = 0; octave < octaves; octave++) {
            int width = width(octave);
            long values = 0;
            for (int bit = 0; bit < width; bit++) {
                values += (long) Long.bitCount(words[at++]) << bit;
            }
            sum.add(firstOctave + octave, values);
        }
        sum.add(zeros, this.sum, min, max);
    }

    private static int sumOfBytes(long bytes) {
        long pairs = (bytes & 0x00FF00FF00FF00FFL) + ((bytes >>> 8) & 0x00FF00FF00FF00FFL);
        return (int) ((pairs * 0x0001000100010001L) >>> 48);
    }

    private int width(int octave) {
        return (int) (words[octave >> 3] >>> ((octave & 7) * 8)) & 0xFF;
    }

    /** Adds its values, eight buckets to one: the bits of all eight bytes of a plane are counted at once. */
    void addTo(PictureCounts sum) {
        if (octaves > 0) {
            sum.prepareBytes();
            int to = sum.include(firstOctave, octaves);
            long values = 0;
            int at = (octaves + 7) / 8;
            for (int octave = 0; octave < octaves; octave++) {
                int width = width(octave);
                long bytes = 0;
                for (int bit = 0; bit < Math.min(width, NARROW); bit++) {
                    long plane = words[at++];
                    values += (long) Long.bitCount(plane) << bit;
                    bytes += bytewise(plane) << bit;
                }
                sum.addBytes(firstOctave + octave, bytes);
                if (width > NARROW) {
                    values += addWide(at, width, sum.counts(), to + octave * PictureCounts.PER_OCTAVE);
                    at += width - NARROW;
                }
            }
            sum.counted(values);
        }
        sum.add(zeros, this.sum, min, max);
    }

    /** How many bits each byte has, in that byte. */
    private static long bytewise(long plane) {
        long pairs = plane - ((plane >>> 1) & 0x5555555555555555L);
        long fours = (pairs & 0x3333333333333333L) + ((pairs >>> 2) & 0x3333333333333333L);
        return (fours + (fours >>> 4)) & 0x0F0F0F0F0F0F0F0FL;
    }

    /** Adds the planes of an octave behind those that make bytes, and returns how many values those are. */
    private long addWide(int from, int width, long[] counts, int to) {
        long values = 0;
        int at = from;
        for (int first = NARROW; first < width; first += NARROW) {
            long bytes = 0;
            for (int bit = 0; bit < Math.min(width - first, NARROW); bit++) {
                long plane = words[at++];
                values += (long) Long.bitCount(plane) << (first + bit);
                bytes += bytewise(plane) << bit;
            }
            for (int i = 0; i < PictureCounts.PER_OCTAVE; i++) {
                counts[to + i] += ((bytes >>> (8 * i)) & 0xFF) << first;
            }
        }
        return values;
    }

    /** Adds the counts of those buckets. */
    void addTo(FineCounts fine) {
        int octave = fine.octave() - firstOctave;
        if (octave < 0 || octave >= octaves) {
            return;
        }
        int at = (octaves + 7) / 8;
        for (int eight = 0; eight < (octave >> 3); eight++) {
            at += sumOfBytes(words[eight]);
        }
        at += sumOfBytes(words[octave >> 3] & ((1L << ((octave & 7) * 8)) - 1));
        int width = width(octave);
        long bytes = 0;
        for (int bit = 0; bit < Math.min(width, Byte.SIZE); bit++) {
            bytes += spread((words[at + bit] >>> fine.first()) & 0xFF) << bit;
        }
        fine.addBytes(bytes);
        for (int bit = Byte.SIZE; bit < width; bit++) {
            for (long part = (words[at + bit] >>> fine.first()) & 0xFF; part != 0; part &= part - 1) {
                fine.add(Long.numberOfTrailingZeros(part), 1L << bit);
            }
        }
    }

    /** Returns eight bits, each in a byte of its own. Without a branch, which the processor could not predict. */
    private static long spread(long bits) {
        long inPlace = (bits * 0x0101010101010101L) & 0x8040201008040201L;
        return ((inPlace + 0x7F7F7F7F7F7F7F7FL) >>> 7) & 0x0101010101010101L;
    }

    /** Reads a word at the beginning and one at the end. */
    long reach() {
        return words.length == 0 ? 0 : words[words.length - 1];
    }

    /** How much memory it takes, about. */
    int bytes() {
        return isEmpty() ? 0 : OVERHEAD_BYTES + words.length * Long.BYTES;
    }
}
