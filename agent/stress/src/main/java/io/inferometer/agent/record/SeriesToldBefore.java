package io.inferometer.agent.record;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * A writer appends two events of one model, folds, and appends two of another, while a reader may stop between an event and the
 * next one of its series, which does not say again whose it is.
 */
@JCStressTest
@Outcome(id = "11, 1100", expect = Expect.ACCEPTABLE, desc = "Each is its model's.")
@Outcome(expect = Expect.FORBIDDEN, desc = "An event lost, taken twice or given to another model.")
@State
public class SeriesToldBefore {

    private static final CallSink PREPARED = (model, outcome, nanos, items) -> {};

    private final Chunk chunk = new Chunk();
    private final int[] copy = new int[Chunk.CAPACITY];
    private final Taken folded = new Taken();
    private final Taken taken = new Taken();

    /** One side's. */
    private static final class Taken implements CallSink {
        private final long[] nanos = new long[2];

        @Override
        public void call(int model, int outcome, long durationNanos, long items) {
            nanos[model] += durationNanos;
        }
    }

    @Actor
    public void writer() {
        chunk.append(Event.series(0, 0), 1, 0, null);
        chunk.append(10);
        chunk.fold(new EventCursor(), PREPARED, folded);
        chunk.append(Event.series(1, 0), 100, 0, null);
        chunk.append(1000);
    }

    @Actor
    public void reader() {
        chunk.drainPublished(new EventCursor(), copy, taken);
        chunk.drainPublished(new EventCursor(), copy, taken);
    }

    @Arbiter
    public void rest(JJ_Result result) {
        chunk.drainPublished(new EventCursor(), copy, taken);
        result.r1 = folded.nanos[0] + taken.nanos[0];
        result.r2 = folded.nanos[1] + taken.nanos[1];
    }
}
