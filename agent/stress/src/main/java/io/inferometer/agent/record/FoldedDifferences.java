package io.inferometer.agent.record;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJJ_Result;

/** A thread folds two calls of 5 ns and one of 7 while the reader takes the difference; it takes it again at the end. */
@JCStressTest
@Outcome(id = "3, 17, 5, 7", expect = Expect.ACCEPTABLE, desc = "Each difference once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A difference lost or taken twice.")
@State
public class FoldedDifferences {

    private final AtomicHistogram histogram = new AtomicHistogram(Buckets.DURATIONS);
    private final Taken taken = new Taken();

    @Actor
    public void writer() {
        histogram.add(5);
        histogram.add(5);
        histogram.add(7);
    }

    @Actor
    public void reader() {
        histogram.drain(taken);
    }

    @Arbiter
    public void rest(JJJJ_Result result) {
        histogram.drain(taken);
        result.r1 = taken.calls;
        result.r2 = taken.nanos;
        result.r3 = taken.min;
        result.r4 = taken.max;
    }
}
