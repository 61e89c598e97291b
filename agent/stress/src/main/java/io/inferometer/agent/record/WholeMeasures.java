package io.inferometer.agent.record;

import io.inferometer.exporter.api.Measure;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** A writer appends two events with tokens, and uses what it put them in again, while a reader looks at the chunk. */
@JCStressTest
@Outcome(id = "0, 2, 3000000000030", expect = Expect.ACCEPTABLE, desc = "Read afterwards.")
@Outcome(id = "1, 2, 3000000000030", expect = Expect.ACCEPTABLE, desc = "The first read at once, whole.")
@Outcome(id = "2, 2, 3000000000030", expect = Expect.ACCEPTABLE, desc = "Both read at once, whole.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Torn, lost or taken twice.")
@State
public class WholeMeasures {

    private static final long MANY = 1_000_000_000_010L;

    private final EventLog log = Logs.of(new ChunkExchange(0), new Taken());
    private final MeasureValues values = new MeasureValues();
    private final int[] copy = new int[Chunk.CAPACITY];
    private final Tokens tokens = new Tokens();

    /** The reader's. */
    private static final class Tokens implements CallSink {
        private int calls;
        private long sum;

        @Override
        public void call(int model, int outcome, long durationNanos, long items) {
            throw new AssertionError("its tokens are known");
        }

        @Override
        public void call(int model, int outcome, long durationNanos, MeasureValues known) {
            calls++;
            sum += known.get(Measure.INPUT_TOKENS.ordinal()) + known.get(Measure.CACHED_TOKENS.ordinal());
        }
    }

    private void record(long input, long cached) {
        values.clear();
        values.set(Measure.INPUT_TOKENS.ordinal(), input);
        values.set(Measure.CACHED_TOKENS.ordinal(), cached);
        log.record(7, 1, 5, values);
    }

    @Actor
    public void writer() {
        record(MANY, 0);
        record(MANY, MANY);
    }

    @Actor
    public void reader(JJJ_Result result) {
        result.r1 = log.drainPublished(new EventCursor(), copy, tokens);
    }

    @Arbiter
    public void rest(JJJ_Result result) {
        log.drainPublished(new EventCursor(), copy, tokens);
        result.r2 = tokens.calls;
        result.r3 = tokens.sum;
    }
}
