package io.inferometer.agent.record;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/**
 * A writer fills its chunk, hands it over and begins the next while the reader empties the queue and looks at the chunk in
 * use, whichever that is.
 */
@JCStressTest
@Outcome(id = "3, 1025", expect = Expect.ACCEPTABLE, desc = "Each event once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "An event lost or taken twice.")
@State
public class HandOver {

    /** They leave room for one: the first tells the series of them all. */
    private static final int BEFORE = Chunk.CAPACITY - 1;

    private final ChunkExchange exchange = new ChunkExchange(1);
    private final Taken folded = new Taken();
    private final EventLog log = Logs.of(exchange, folded);
    private final int[] copy = new int[Chunk.CAPACITY];
    private final Taken taken = new Taken();

    public HandOver() {
        for (int i = 1; i <= BEFORE; i++) {
            log.record(0, 0, i, 0);
        }
    }

    @Actor
    public void writer() {
        log.record(0, 0, 1, 0);
        log.record(0, 0, 24, 0);
        log.record(0, 0, 1000, 0);
    }

    @Actor
    public void reader() {
        drain();
    }

    private void drain() {
        exchange.drain(taken);
        log.drainPublished(new EventCursor(), copy, taken);
        exchange.drain(taken);
    }

    @Arbiter
    public void rest(IJ_Result result) {
        drain();
        // Without those that the constructor wrote.
        result.r1 = taken.calls + folded.calls - BEFORE;
        result.r2 = taken.nanos + folded.nanos - BEFORE * (BEFORE + 1) / 2;
    }
}
