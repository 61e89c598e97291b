package io.inferometer.agent.record;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** A writer folds a chunk of two events (11 ns) and appends another (100 ns) while a reader takes what is published. */
@JCStressTest
@Outcome(id = "11, 0, 100", expect = Expect.ACCEPTABLE, desc = "Folded; the reader saw nothing, or lost the race.")
@Outcome(id = "11, 100, 0", expect = Expect.ACCEPTABLE, desc = "Folded; the reader saw the next filling.")
@Outcome(id = "0, 11, 100", expect = Expect.ACCEPTABLE, desc = "The reader was first.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Taken by both, or by none.")
@State
public class FoldOrDrain {

    private static final CallSink PREPARED = (model, outcome, nanos, items) -> {};

    private final Chunk chunk = new Chunk();
    private final int[] copy = new int[Chunk.CAPACITY];
    private final Taken folded = new Taken();
    private final Taken taken = new Taken();

    public FoldOrDrain() {
        chunk.append(0, 1, 0, null);
        chunk.append(10);
    }

    @Actor
    public void writer(JJJ_Result result) {
        chunk.fold(new EventCursor(), PREPARED, folded);
        chunk.append(0, 100, 0, null);
        result.r1 = folded.nanos;
    }

    @Actor
    public void reader(JJJ_Result result) {
        chunk.drainPublished(new EventCursor(), copy, taken);
        result.r2 = taken.nanos;
    }

    @Arbiter
    public void rest(JJJ_Result result) {
        Taken later = new Taken();
        chunk.drainPublished(new EventCursor(), copy, later);
        result.r3 = later.nanos;
    }
}
