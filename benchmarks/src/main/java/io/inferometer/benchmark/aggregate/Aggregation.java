package io.inferometer.benchmark.aggregate;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds per call in bulk: out of the chunks, decoded, into its model's distribution.
 *
 * <p>2 cores of an AMD EPYC (Zen 4), nothing else running: one model 3.8 to 4.9 ns on OpenJDK 17, 3.1 to 3.4 ns on 25. With more models: benchmarks/README.md, Many models.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class Aggregation {

    @Benchmark
    @OperationsPerInvocation(Backlog.CALLS)
    public long inBulk(Backlog backlog) throws Throwable {
        return backlog.drain();
    }
}
