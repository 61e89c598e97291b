package io.inferometer.exporter.prometheus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * At most 32 bytes of text, copied by four words of which the rest is overwritten by what follows: that is faster than to copy exactly so
 * many. One thread only, but for one that is not changed any more.
 */
final class ShortText {

    static final int MAX_BYTES = 4 * Long.BYTES;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private long first;
    private long second;
    private long third;
    private long fourth;
    private int length;

    /** @throws IndexOutOfBoundsException if the text is longer than {@link #MAX_BYTES} */
    static ShortText of(byte[] text) {
        byte[] padded = new byte[MAX_BYTES];
        System.arraycopy(text, 0, padded, 0, text.length);
        ShortText result = new ShortText();
        result.set(padded, 0, text.length);
        return result;
    }

    /** Becomes what begins at this place, behind which there are {@link #MAX_BYTES}. */
    void set(byte[] bytes, int from, int newLength) {
        first = (long) WORDS.get(bytes, from);
        second = (long) WORDS.get(bytes, from + Long.BYTES);
        third = (long) WORDS.get(bytes, from + 2 * Long.BYTES);
        fourth = (long) WORDS.get(bytes, from + 3 * Long.BYTES);
        length = newLength;
    }

    /**
     * Writes it to this place, behind which there are {@link #MAX_BYTES}.
     *
     * @return where it ends
     */
    int writeTo(byte[] bytes, int to) {
        WORDS.set(bytes, to, first);
        WORDS.set(bytes, to + Long.BYTES, second);
        WORDS.set(bytes, to + 2 * Long.BYTES, third);
        WORDS.set(bytes, to + 3 * Long.BYTES, fourth);
        return to + length;
    }
}
