package io.inferometer.agent.host;

/** How much of a growing figure passes per unit of another one, between two looks. */
final class Rate {

    private boolean hasLooked;
    private double lastAmount;
    private double lastClock;
    private double rate = Double.NaN;

    /**
     * The rate since the previous look; NaN at the first, and after either figure could not be read or was set back. Two
     * looks at the same clock give the same rate.
     */
    double next(double amount, double clock) {
        if (hasLooked && clock == lastClock) {
            return rate;
        }
        boolean isForward = hasLooked && clock > lastClock && amount >= lastAmount;
        rate = isForward ? (amount - lastAmount) / (clock - lastClock) : Double.NaN;
        hasLooked = true;
        lastAmount = amount;
        lastClock = clock;
        return rate;
    }
}
