package io.inferometer.benchmark.hotpath;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds per call. Two clock reads are the floor of any measurement of a duration: what the agent adds is {@code
 * measuredCall} less {@code twoClockReads} at the same number of threads.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public abstract class HotPath {

    @Benchmark
    public void emptyMethod() {
        // JMH's own loop.
    }

    @Benchmark
    public long oneClockRead() {
        return System.nanoTime();
    }

    @Benchmark
    public long twoClockReads() {
        long start = System.nanoTime();
        return System.nanoTime() - start;
    }

    /** A method whose every call is of one model: annotated, or named in {@code methods}. */
    @Benchmark
    public void measuredCall(MeasuredCalls calls) throws Throwable {
        calls.ofOneModel();
    }

    /** A method of a library that serves many models: the instance tells which. */
    @Benchmark
    public void measuredCallOfInstance(MeasuredCalls calls) throws Throwable {
        calls.ofAnInstance();
    }

    /** The same of a thousand instances in turn, a model each. */
    @Benchmark
    public void measuredCallOfManyInstances(MeasuredCalls calls, Instances instances) throws Throwable {
        calls.ofOneOfMany(instances.next());
    }

    /** The floor of that. */
    @Benchmark
    public long twoClockReadsOfManyInstances(Instances instances) {
        long start = System.nanoTime();
        return System.nanoTime() - start + (instances.next() == null ? 1 : 0);
    }

    /** One call in 64 is timed, all are counted. */
    @Benchmark
    public void sampledCall(MeasuredCalls calls) throws Throwable {
        calls.timedNowAndThen();
    }

    /** A woven method whose library, model or agent is turned off. */
    @Benchmark
    public void disabledCall(MeasuredCalls calls) throws Throwable {
        calls.notMeasured();
    }
}
