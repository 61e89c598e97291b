package io.inferometer.agent.record;

/** What the one reader of a folded histogram takes from it, time and again. */
final class Differences {

    private final AtomicHistogram histogram;
    private final AtomicHistogram.Reading last;

    Differences(AtomicHistogram histogram) {
        this.histogram = histogram;
        this.last = histogram.newReading();
    }

    void take(Taken taken) {
        histogram.drain(last, taken);
    }
}
