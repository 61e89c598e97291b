package io.inferometer.agent.aggregate;

import io.inferometer.agent.record.InFlightSink;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.metric.SampleMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Estimates for how long calls stood still, because the JVM paused for garbage collection, or because the container had used up its CPU
 * limit. A pause stalls each call that is in flight when the pause becomes known, for no longer than the call lasts so far. Throttling
 * stalls the calls that were in flight on average, for no longer than they lasted. Calls are not touched for that: what is known of
 * them anyway is multiplied, on the aggregator's thread, which alone uses what is not said to be for any thread.
 */
public final class StalledTime implements InFlightSink {

    private static final double NANOS_PER_SECOND = 1e9;

    private final AtomicLong pausedNanos = new AtomicLong();
    private volatile double throttledSeconds = Double.NaN;

    private long pause;
    private double inFlightAges;
    private double stalledNanos;
    private double stalledByPauses;
    private volatile boolean hasPauses;

    private double settledThrottled = Double.NaN;
    private double settledBusy;
    private long settledAt;
    private double stalledByThrottling;

    /** Any thread: garbage collection has stopped the JVM for so long. */
    public void paused(long nanos) {
        pausedNanos.getAndAdd(nanos);
    }

    /** Any thread: for so long the CPU limit has held back tasks in all, in seconds. */
    public void throttled(double seconds) {
        throttledSeconds = seconds;
    }

    /** Any thread: pauses become known from now on. */
    public void watched() {
        hasPauses = true;
    }

    /** Whether something became known that {@link #settle} has not taken. */
    boolean hasNews() {
        return pausedNanos.get() > 0 || isOther(throttledSeconds, settledThrottled);
    }

    private static boolean isOther(double latest, double settled) {
        return !Double.isNaN(latest) && latest != settled;
    }

    /** Before the calls in flight are told to this sink. */
    void begin() {
        pause = pausedNanos.getAndSet(0);
        inFlightAges = 0;
        stalledNanos = 0;
    }

    @Override
    public void inFlight(int model, long count, long oldestNanos) {
        inFlightAges += (double) count * oldestNanos;
        stalledNanos += (double) count * Math.min(pause, oldestNanos);
    }

    /**
     * Afterwards.
     *
     * @param finishedNanos durations of all calls that have ended
     */
    void settle(long nowNanos, double finishedNanos) {
        stalledByPauses += stalledNanos;
        double throttled = throttledSeconds;
        if (!isOther(throttled, settledThrottled)) {
            return;
        }
        double busy = finishedNanos + inFlightAges;
        double elapsed = nowNanos - settledAt;
        if (!Double.isNaN(settledThrottled) && elapsed > 0) {
            double meanInFlight = Math.max(0, busy - settledBusy) / elapsed;
            double growth = Math.max(0, throttled - settledThrottled) * NANOS_PER_SECOND;
            stalledByThrottling += Math.min(growth, elapsed) * meanInFlight;
        }
        settledThrottled = throttled;
        settledBusy = busy;
        settledAt = nowNanos;
    }

    /** Returns what is known: nothing of pauses before they are watched, nor of throttling where there is no control group. */
    List<MetricSample> samples() {
        List<MetricSample> samples = new ArrayList<>();
        if (hasPauses) {
            samples.add(SampleMetric.INFERENCE_STALLED_SECONDS.sample(stalledByPauses / NANOS_PER_SECOND, "gc"));
        }
        if (!Double.isNaN(settledThrottled)) {
            samples.add(
                    SampleMetric.INFERENCE_STALLED_SECONDS.sample(stalledByThrottling / NANOS_PER_SECOND, "throttled"));
        }
        return samples;
    }
}
