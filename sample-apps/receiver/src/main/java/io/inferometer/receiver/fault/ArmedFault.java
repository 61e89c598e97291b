package io.inferometer.receiver.fault;

import java.util.SplittableRandom;

/** A fault and how often it may still strike. Not thread-safe. */
final class ArmedFault {
    private final Fault fault;
    private final SplittableRandom random = new SplittableRandom(1);
    private long remaining;

    ArmedFault(Fault fault) {
        this.fault = fault;
        this.remaining = fault.times();
    }

    Fault fault() {
        return fault;
    }

    /** Whether it strikes this time, given that it applies. */
    boolean strikes() {
        if (remaining == 0 || random.nextDouble() >= fault.fraction()) {
            return false;
        }
        remaining--;
        return true;
    }
}
