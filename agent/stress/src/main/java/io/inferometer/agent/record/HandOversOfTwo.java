package io.inferometer.agent.record;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJI_Result;

/** Two writers turn a full chunk in at once, for which one empty chunk waits, while the reader takes and gives back. */
@JCStressTest
@Outcome(id = "2, 30, 2", expect = Expect.ACCEPTABLE, desc = "Each event once, and no chunk lost.")
@Outcome(expect = Expect.FORBIDDEN, desc = "An event lost or taken twice, or a chunk lost or in two hands.")
@State
public class HandOversOfTwo {

    private static final int CHUNKS = 2;

    /** They fill a chunk: the first tells the series of them all. */
    private static final int BEFORE = Chunk.CAPACITY;

    private final ChunkExchange exchange = new ChunkExchange(CHUNKS);
    private final Taken taken = new Taken();
    private final EventLog one = full();
    private final EventLog other = full();

    public HandOversOfTwo() {
        exchange.turnIn(exchange.take());
        exchange.drain(taken);
    }

    private EventLog full() {
        EventLog log = Logs.of(exchange, taken);
        for (int i = 0; i < BEFORE; i++) {
            log.record(0, 0, 0, 0);
        }
        return log;
    }

    @Actor
    public void writer() {
        one.record(0, 0, 10, 0);
    }

    @Actor
    public void otherWriter() {
        other.record(0, 0, 20, 0);
    }

    @Actor
    public void reader() {
        exchange.drain(taken);
    }

    @Arbiter
    public void rest(IJI_Result result) {
        one.turnIn();
        other.turnIn();
        exchange.drain(taken);
        result.r1 = taken.calls - 2 * BEFORE;
        result.r2 = taken.nanos;
        while (exchange.take() != null) {
            result.r3++;
        }
    }
}
