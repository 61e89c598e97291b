package io.inferometer.agent.record;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * The stripes that virtual threads share, each made when the first of them comes to it: without virtual threads there are none.
 * Thread-safe.
 */
final class Stripes {

    private static final int MOST = 64;
    private static final int PER_PROCESSOR = 4;

    /** How many stripes a thread tries: one that is busy is left at once. */
    private static final int TRIES = 4;

    private final AtomicReferenceArray<Stripe> stripes = new AtomicReferenceArray<>(
            Math.min(MOST, powerOfTwo(Runtime.getRuntime().availableProcessors() * PER_PROCESSOR)));

    private final Supplier<Stripe> newStripe;

    Stripes(Supplier<Stripe> newStripe) {
        this.newStripe = newStripe;
    }

    private static int powerOfTwo(int least) {
        return Integer.highestOneBit(least - 1) * 2;
    }

    /**
     * @param thread the current one's id
     * @param values instead of items, where more is known; else null
     * @return whether it was written; false when none of the stripes that were tried can be written to right now
     */
    boolean tryRecord(long thread, int model, int outcome, long duration, long items, MeasureValues values) {
        int first = (int) ((thread * 0x9E3779B97F4A7C15L) >>> 40);
        for (int i = 0; i < TRIES; i++) {
            int at = (first + i) & (stripes.length() - 1);
            Stripe stripe = stripes.get(at);
            if (stripe == null) {
                stripe = make(at);
            }
            if (stripe != null && stripe.tryRecord(model, outcome, duration, items, values)) {
                return true;
            }
        }
        return false;
    }

    /** Null when there is no memory for one. */
    private Stripe make(int at) {
        try {
            stripes.compareAndSet(at, null, newStripe.get());
        } catch (OutOfMemoryError noneToBeHad) {
            // The other stripes do as well, and a call without one is folded.
        }
        return stripes.get(at);
    }

    /** How many there may be. */
    int count() {
        return stripes.length();
    }

    /** Null when it was not made yet. */
    Stripe get(int number) {
        return stripes.get(number);
    }
}
