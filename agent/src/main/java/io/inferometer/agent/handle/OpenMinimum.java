package io.inferometer.agent.handle;

/**
 * The smallest number open in each of the last ten minutes. A server opens and closes with every call, but the number that it comes back
 * to between calls stays the same unless handles leak. One thread at a time.
 */
final class OpenMinimum {

    private static final int MINUTES = 10;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    /** A cache that fills, or a pool that grows, is through sooner. */
    private static final int RISING_MINUTES = 5;

    private final long[] least = new long[MINUTES];

    /** How many of them have been begun, the one in progress included. */
    private int known;

    private long minute;

    /** @param nowNanos {@link System#nanoTime}, never less than before */
    void see(long nowNanos, long open) {
        long now = Math.floorDiv(nowNanos, MINUTE_NANOS);
        if (known == 0 || now - minute >= MINUTES) {
            known = 0;
            begin(now, open);
            return;
        }
        // A minute without a look was like the one after it.
        while (minute < now) {
            begin(minute + 1, open);
        }
        int place = place(minute);
        least[place] = Math.min(least[place], open);
    }

    private void begin(long next, long open) {
        minute = next;
        known = Math.min(MINUTES, known + 1);
        least[place(next)] = open;
    }

    private static int place(long minute) {
        return (int) Math.floorMod(minute, (long) MINUTES);
    }

    /** The smallest number of all ten minutes; 0 before the first look. */
    long least() {
        long smallest = known == 0 ? 0 : Long.MAX_VALUE;
        for (int ago = 0; ago < known; ago++) {
            smallest = Math.min(smallest, least[place(minute - ago)]);
        }
        return smallest;
    }

    /**
     * By how many the smallest number of a minute has grown in the latest minutes of which each had a greater one than the minute before;
     * 0 while these are fewer than {@value #RISING_MINUTES}. The minute in progress counts when it is over.
     */
    long leaked() {
        int rising = 1;
        while (rising + 1 < known && least[place(minute - rising)] > least[place(minute - rising - 1)]) {
            rising++;
        }
        return rising <= RISING_MINUTES ? 0 : least[place(minute - 1)] - least[place(minute - rising)];
    }
}
