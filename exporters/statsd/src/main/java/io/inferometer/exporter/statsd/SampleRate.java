package io.inferometer.exporter.statsd;

/** How one line stands for several values: receivers divide 1 by its sample rate. */
final class SampleRate {

    private SampleRate() {}

    /**
     * Returns the rate at which a value counts {@code count} times, whether a receiver rounds or, as most do, cuts off: 1/93 alone
     * would make 92 of 93.
     *
     * @param count more than 0
     */
    static String of(long count) {
        double rate = 1.0 / count;
        while ((long) (1.0 / rate) < count) {
            rate = Math.nextDown(rate);
        }
        return PlainNumber.of(rate);
    }
}
