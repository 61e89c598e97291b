package io.inferometer.agent.record;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** A writer appends an event of six words while a reader looks at the chunk. */
@JCStressTest
@Outcome(id = "0, 1, 2000000000032", expect = Expect.ACCEPTABLE, desc = "Read afterwards.")
@Outcome(id = "1, 1, 2000000000032", expect = Expect.ACCEPTABLE, desc = "Read at once, whole.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Torn, lost or taken twice.")
@State
public class WholeEvent {

    private static final long NANOS = 2_000_000_000_000L;

    private final EventLog log = Logs.of(new ChunkExchange(0), new Taken());
    private final int[] copy = new int[Chunk.CAPACITY];
    private final Taken taken = new Taken();

    @Actor
    public void writer() {
        log.record(7, 1, NANOS, 32);
    }

    @Actor
    public void reader(JJJ_Result result) {
        result.r1 = log.drainPublished(new EventCursor(), copy, taken);
    }

    @Arbiter
    public void rest(JJJ_Result result) {
        log.drainPublished(new EventCursor(), copy, taken);
        result.r2 = taken.calls;
        result.r3 = taken.nanos + taken.items;
    }
}
