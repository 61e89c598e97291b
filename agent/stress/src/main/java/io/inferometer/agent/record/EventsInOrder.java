package io.inferometer.agent.record;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** A writer appends events of 1, 10 and 100 ns while a reader looks at the chunk: it sees the first ones, in order. */
@JCStressTest
@Outcome(
        id = {"0, 111", "1, 111", "11, 111", "111, 111"},
        expect = Expect.ACCEPTABLE,
        desc = "Those published so far; the rest afterwards.")
@Outcome(expect = Expect.FORBIDDEN, desc = "One before its turn, lost or taken twice.")
@State
public class EventsInOrder {

    private final Chunk chunk = new Chunk();
    private final int[] copy = new int[Chunk.CAPACITY];
    private final Taken taken = new Taken();

    @Actor
    public void writer() {
        chunk.append(0, 1, 0, null);
        chunk.append(10);
        chunk.append(100);
    }

    @Actor
    public void reader(JJ_Result result) {
        chunk.drainPublished(new EventCursor(), copy, taken);
        result.r1 = taken.nanos;
    }

    @Arbiter
    public void rest(JJ_Result result) {
        chunk.drainPublished(new EventCursor(), copy, taken);
        result.r2 = taken.nanos;
    }
}
