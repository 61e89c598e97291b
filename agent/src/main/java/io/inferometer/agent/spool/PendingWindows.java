package io.inferometer.agent.spool;

import java.util.Arrays;

/**
 * Which windows of one segment are still to be acknowledged by which exporters: 28 bytes of memory each. A window is known by its
 * ordinal, its position among those written to the segment. Not thread-safe.
 */
final class PendingWindows {

    /** Windows that one segment can hold. */
    static final int CAPACITY = 2048;

    private static final int NONE = -1;
    private static final int UNKNOWN = -2;

    private int size;
    private int[] offsets = {};
    private int[] lengths = {};
    private long[] ends = {};
    private long[] numbers = {};
    private int[] exporters = {};

    private long lowest = Long.MAX_VALUE;
    private long highest = Long.MIN_VALUE;

    private final int[] windows;
    private final long[] bytes;
    private final int[] oldest;

    /** @param exporterCount how many exporters the segment knows, at most 32 */
    PendingWindows(int exporterCount) {
        windows = new int[exporterCount];
        bytes = new long[exporterCount];
        oldest = new int[exporterCount];
        Arrays.fill(oldest, NONE);
    }

    /** The ordinal that the next window gets; with {@link #CAPACITY} the segment is full. */
    int size() {
        return size;
    }

    /**
     * Without effect when it is there already. Cannot fail after {@link #reserve}.
     *
     * @param exporters one bit for each that has to acknowledge it, by position
     */
    void put(int ordinal, int offset, int length, long end, long number, int exporters) {
        reserve(ordinal);
        if (this.exporters[ordinal] != 0) {
            return;
        }
        lowest = Math.min(lowest, number);
        highest = Math.max(highest, number);
        size = Math.max(size, ordinal + 1);
        offsets[ordinal] = offset;
        lengths[ordinal] = length;
        ends[ordinal] = end;
        numbers[ordinal] = number;
        this.exporters[ordinal] = exporters;
        for (int exporter = 0; exporter < windows.length; exporter++) {
            if (isPending(ordinal, exporter)) {
                windows[exporter]++;
                bytes[exporter] += length;
                if (oldest[exporter] == NONE || (oldest[exporter] >= 0 && isOlder(ordinal, oldest[exporter]))) {
                    oldest[exporter] = ordinal;
                }
            }
        }
    }

    /** Makes room for the window with this ordinal, or changes nothing when memory is short. */
    void reserve(int ordinal) {
        if (ordinal >= exporters.length) {
            int length = Math.max(ordinal + 1, Math.max(8, exporters.length * 3 / 2));
            offsets = Arrays.copyOf(offsets, length);
            lengths = Arrays.copyOf(lengths, length);
            ends = Arrays.copyOf(ends, length);
            numbers = Arrays.copyOf(numbers, length);
            // Last, for its length says how many there is room for.
            exporters = Arrays.copyOf(exporters, length);
        }
    }

    boolean isPending(int ordinal, int exporter) {
        return ((exporters[ordinal] >>> exporter) & 1) != 0;
    }

    /** Whether nobody waits for any window. */
    boolean isEmpty() {
        for (int count : windows) {
            if (count > 0) {
                return false;
            }
        }
        return true;
    }

    /** The ordinal of the oldest window for this exporter, by end and number; negative when there is none. */
    int oldest(int exporter) {
        if (oldest[exporter] == UNKNOWN) {
            oldest[exporter] = NONE;
            for (int i = 0; windows[exporter] > 0 && i < size; i++) {
                if (isPending(i, exporter) && (oldest[exporter] == NONE || isOlder(i, oldest[exporter]))) {
                    oldest[exporter] = i;
                }
            }
        }
        return oldest[exporter];
    }

    private boolean isOlder(int ordinal, int other) {
        return ends[ordinal] == ends[other] ? numbers[ordinal] < numbers[other] : ends[ordinal] < ends[other];
    }

    /** The ordinal of the window of this number that this exporter has to acknowledge; negative when there is none. */
    int find(int exporter, long number) {
        if (number < lowest || number > highest || windows[exporter] == 0) {
            return NONE;
        }
        for (int i = 0; i < size; i++) {
            if (numbers[i] == number && isPending(i, exporter)) {
                return i;
            }
        }
        return NONE;
    }

    void acknowledge(int ordinal, int exporter) {
        exporters[ordinal] &= ~(1 << exporter);
        windows[exporter]--;
        bytes[exporter] -= lengths[ordinal];
        if (oldest[exporter] == ordinal) {
            oldest[exporter] = UNKNOWN;
        }
    }

    void acknowledgeAll(int ordinal) {
        for (int exporter = 0; exporter < windows.length; exporter++) {
            if (isPending(ordinal, exporter)) {
                acknowledge(ordinal, exporter);
            }
        }
    }

    /** Forgets all windows; ordinals begin anew. */
    void clear() {
        size = 0;
        lowest = Long.MAX_VALUE;
        highest = Long.MIN_VALUE;
        Arrays.fill(exporters, 0);
        Arrays.fill(windows, 0);
        Arrays.fill(bytes, 0);
        Arrays.fill(oldest, NONE);
    }

    /** One bit for each exporter that has not acknowledged it. */
    int exporters(int ordinal) {
        return exporters[ordinal];
    }

    int offset(int ordinal) {
        return offsets[ordinal];
    }

    int length(int ordinal) {
        return lengths[ordinal];
    }

    long end(int ordinal) {
        return ends[ordinal];
    }

    long number(int ordinal) {
        return numbers[ordinal];
    }

    int windows(int exporter) {
        return windows[exporter];
    }

    long bytes(int exporter) {
        return bytes[exporter];
    }
}
