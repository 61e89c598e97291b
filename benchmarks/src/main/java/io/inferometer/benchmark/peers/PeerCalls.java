package io.inferometer.benchmark.peers;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds per call; the floor is {@code twoClockReads} of the hot path's suite. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public abstract class PeerCalls {

    @Benchmark
    public void dropwizardTimer(DropwizardTimer peer) {
        long start = System.nanoTime();
        peer.record(System.nanoTime() - start);
    }

    @Benchmark
    public void hdrHistogramRecorder(HdrRecorder peer) {
        long start = System.nanoTime();
        peer.record(System.nanoTime() - start);
    }

    @Benchmark
    public void hdrHistogramSingleWriter(HdrSingleWriter peer) {
        long start = System.nanoTime();
        peer.record(System.nanoTime() - start);
    }

    @Benchmark
    public void micrometerTimer(MicrometerTimers peer) {
        long start = System.nanoTime();
        peer.record(System.nanoTime() - start);
    }

    @Benchmark
    public void micrometerTimerWithHistogram(MicrometerTimers peer) {
        long start = System.nanoTime();
        peer.recordWithHistogram(System.nanoTime() - start);
    }

    @Benchmark
    public void openTelemetryExplicit(OpenTelemetryHistograms peer) {
        long start = System.nanoTime();
        peer.recordExplicit(System.nanoTime() - start);
    }

    @Benchmark
    public void openTelemetryExponential(OpenTelemetryHistograms peer) {
        long start = System.nanoTime();
        peer.recordExponential(System.nanoTime() - start);
    }

    @Benchmark
    public void prometheusClassic(PrometheusHistograms peer) {
        long start = System.nanoTime();
        peer.recordClassic(System.nanoTime() - start);
    }

    @Benchmark
    public void prometheusNative(PrometheusHistograms peer) {
        long start = System.nanoTime();
        peer.recordNative(System.nanoTime() - start);
    }
}
