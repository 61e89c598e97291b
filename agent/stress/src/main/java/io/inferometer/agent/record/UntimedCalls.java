package io.inferometer.agent.record;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/**
 * A thread ends three calls of which the second is timed and sends its count along; the reader accounts for what it hears of
 * and for what it sees in between.
 */
@JCStressTest
@Outcome(id = ".*, .*, 3", expect = Expect.ACCEPTABLE, desc = "Each call has been accounted for once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A call lost or accounted for twice.")
@State
public class UntimedCalls {

    private final ThreadLog log = Logs.ofThread();
    private final SampledCalls calls = new SampledCalls(log, 0, 1, 0, Timing.oneIn(2));
    private final int[] copy = new int[Chunk.CAPACITY];
    private final Weights weights = new Weights();

    /** The reader's. */
    private final class Weights implements CallSink {
        private long total;

        @Override
        public void call(int model, int outcome, long durationNanos, long items) {
            throw new AssertionError("nothing was timed for itself alone");
        }

        @Override
        public void sample(int model, long durationNanos, MeasureValues values, long sampler, long upTo) {
            account(calls.weight(upTo));
        }
    }

    private void account(long weight) {
        calls.account(weight);
        weights.total += weight;
    }

    @Actor
    public void writer() {
        calls.begin();
        calls.end();
        calls.begin();
        calls.end(40);
        log.sample(calls, 40, 0);
        calls.begin();
        calls.end();
    }

    @Actor
    public void reader(JJJ_Result result) {
        log.drainPublished(new EventCursor(), copy, weights);
        result.r1 = weights.total;
        account(calls.rest());
        result.r2 = weights.total;
    }

    @Arbiter
    public void rest(JJJ_Result result) {
        log.drainPublished(new EventCursor(), copy, weights);
        result.r3 = weights.total + calls.rest();
    }
}
