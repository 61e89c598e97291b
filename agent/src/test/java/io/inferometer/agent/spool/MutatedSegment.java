package io.inferometer.agent.spool;

import io.inferometer.exporter.api.Window;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

/** A real segment, changed in one way, and which of its windows have to be there still. */
final class MutatedSegment {

    private static final int[] EXTREMES = {
        0, 1, -1, 127, 128, 255, 65_535, 1 << 20, (16 << 20) + 1, 63 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    /** Of the segment that is changed: its bytes, and where each window's record begins. The last place is the end of the last. */
    record Original(byte[] bytes, int[] places, Vocabulary vocabulary, List<Window> windows, boolean isClosed) {}

    private final Original original;
    private final Random random;
    private final boolean[] isWhole;
    private byte[] bytes;

    /** @param random decides how it is changed */
    MutatedSegment(Original original, Random random) throws DamagedException {
        this.original = original;
        this.random = random;
        this.bytes = original.bytes.clone();
        this.isWhole = new boolean[original.windows.size()];
        Arrays.fill(isWhole, true);
        switch (random.nextInt(9)) {
            case 0 -> flip();
            case 1 -> cut();
            case 2 -> setLength();
            case 3 -> rearrange();
            case 4 -> changeBody();
            case 5 -> changePacked();
            case 6 -> changeIndex();
            case 7 -> changeHeader();
            default -> overwrite();
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** The windows that no change has hit. */
    List<Window> whole() {
        List<Window> whole = new ArrayList<>();
        for (int i = 0; i < isWhole.length; i++) {
            if (isWhole[i]) {
                whole.add(original.windows.get(i));
            }
        }
        return whole;
    }

    private void touch(int from, int to) {
        for (int i = 0; i < isWhole.length; i++) {
            isWhole[i] &= to <= original.places[i] || from >= original.places[i + 1];
        }
    }

    /** Anywhere but in both copies of the header. */
    private int anywhere() {
        return random.nextInt(4) == 0
                ? random.nextInt(SegmentHeader.COPY)
                : SegmentHeader.SIZE + random.nextInt(bytes.length - SegmentHeader.SIZE);
    }

    private void flip() {
        for (int count = 1 + random.nextInt(6); count > 0; count--) {
            int at = anywhere();
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            touch(at, at + 1);
        }
    }

    private void overwrite() {
        int from = original.places[0] + random.nextInt(bytes.length - original.places[0]);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(300));
        byte[] noise = new byte[to - from];
        random.nextBytes(noise);
        System.arraycopy(random.nextBoolean() ? noise : new byte[noise.length], 0, bytes, from, noise.length);
        touch(from, to);
    }

    private void cut() {
        int length = random.nextInt(8) == 0
                ? random.nextInt(bytes.length)
                : original.places[0] + random.nextInt(bytes.length - original.places[0]);
        bytes = Arrays.copyOf(bytes, length);
        // Of a header that is cut, or of marks, nothing is to be expected.
        touch(length < original.places[0] ? 0 : length, original.bytes.length);
    }

    private void setLength() {
        int extreme = EXTREMES[random.nextInt(EXTREMES.length)];
        if (random.nextInt(4) == 0) {
            ByteBuffer.wrap(bytes).putInt(10, extreme);
            return;
        }
        int window = random.nextInt(isWhole.length);
        ByteBuffer.wrap(bytes).putInt(original.places[window] + 5, extreme);
        isWhole[window] = false;
        if (random.nextBoolean() && original.isClosed) {
            ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES, extreme);
        }
    }

    private byte[] record(int window) {
        return Arrays.copyOfRange(original.bytes, original.places[window], original.places[window + 1]);
    }

    /** Puts records, all with right checksums, in place of those that there were, without an index. */
    private void replace(List<byte[]> records) {
        int size = records.stream().mapToInt(record -> record.length).sum();
        ByteBuffer out = ByteBuffer.allocate(original.places[0] + size);
        out.put(original.bytes, 0, original.places[0]);
        for (byte[] record : records) {
            CRC32C checksum = new CRC32C();
            checksum.update(ByteBuffer.allocate(Long.BYTES).putLong(0, out.position()));
            checksum.update(record, 4, Math.max(0, record.length - 8));
            out.put(record, 0, record.length - 4).putInt((int) checksum.getValue());
        }
        bytes = out.array();
    }

    /** Swaps records, repeats some, and makes one of the halves of two. */
    private void rearrange() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < isWhole.length; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        List<byte[]> records = new ArrayList<>();
        for (int window : order) {
            for (int copies = 1 + random.nextInt(3); copies > 0; copies--) {
                records.add(record(window));
            }
        }
        if (random.nextBoolean()) {
            int window = random.nextInt(isWhole.length);
            byte[] spliced = record(window);
            byte[] other = record(random.nextInt(isWhole.length));
            int half = Frame.HEAD + random.nextInt(spliced.length - Frame.HEAD);
            System.arraycopy(other, 0, spliced, half, Math.min(other.length, spliced.length - half));
            records.add(random.nextInt(records.size()), spliced);
            isWhole[window] = false;
        }
        replace(records);
    }

    private List<byte[]> records() {
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < isWhole.length; i++) {
            records.add(record(i));
        }
        return records;
    }

    private byte[] changed(byte[] body) {
        byte[] changed = body.clone();
        for (int count = 1 + random.nextInt(4); count > 0 && changed.length > 0; count--) {
            int at = random.nextInt(changed.length);
            switch (random.nextInt(5)) {
                case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> changed[at] = (byte) random.nextInt();
                case 2 -> changed = Arrays.copyOf(changed, at);
                case 3 -> Arrays.fill(changed, at, Math.min(changed.length, at + random.nextInt(12)), (byte) -1);
                default -> {
                    int length = Math.min(changed.length - at, random.nextInt(100));
                    System.arraycopy(changed, random.nextInt(changed.length - length + 1), changed, at, length);
                }
            }
        }
        return changed;
    }

    private void changeBody() throws DamagedException {
        int window = random.nextInt(isWhole.length);
        byte[] record = record(window);
        Frame frame = Frame.head(record, 0, record.length);
        byte[] body = original.vocabulary.unpack(frame.body(record));
        replaceOne(window, original.vocabulary.pack(changed(body)));
    }

    private void changePacked() throws DamagedException {
        int window = random.nextInt(isWhole.length);
        byte[] record = record(window);
        replaceOne(window, changed(Arrays.copyOfRange(record, Frame.HEAD, record.length - 4)));
    }

    private void replaceOne(int window, byte[] body) throws DamagedException {
        byte[] record = record(window);
        Frame frame = Frame.head(record, 0, record.length);
        List<byte[]> records = records();
        records.set(window, Frame.window(frame.ordinal(), frame.exporters(), frame.end(), frame.number(), body, 0));
        replace(records);
        isWhole[window] = false;
    }

    /** Its windows may be anywhere then, but each that is found is one. */
    private void changeIndex() throws DamagedException {
        int place = original.places[isWhole.length];
        if (!original.isClosed) {
            flip();
            return;
        }
        byte[] record = Arrays.copyOfRange(bytes, place, bytes.length - 4);
        byte[] index = changed(Frame.head(record, 0, record.length).body(record).rest());
        byte[] other = Frame.other(Frame.INDEX, index, place);
        ByteBuffer out = ByteBuffer.allocate(place + other.length + Integer.BYTES);
        bytes = out.put(bytes, 0, place).put(other).putInt(place).array();
        Arrays.fill(isWhole, false);
    }

    private void changeHeader() {
        int length = ByteBuffer.wrap(bytes).getInt(10);
        byte[] body = changed(Arrays.copyOfRange(bytes, 14, 14 + length));
        for (int copy : new int[] {0, SegmentHeader.COPY}) {
            ByteBuffer out = ByteBuffer.wrap(bytes, copy, SegmentHeader.COPY).slice();
            out.position(10);
            out.putInt(body.length).put(body);
            CRC32C checksum = new CRC32C();
            checksum.update(bytes, copy, out.position());
            out.putInt((int) checksum.getValue());
        }
        Arrays.fill(isWhole, false);
    }
}
