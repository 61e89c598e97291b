package io.inferometer.agent.record;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/** Two virtual threads write to one stripe, calls of 1 and 10 ns: what it took is in it, once. */
@JCStressTest
@Outcome(id = "true, true, 11, 2", expect = Expect.ACCEPTABLE, desc = "One after the other.")
@Outcome(id = "true, false, 1, 1", expect = Expect.ACCEPTABLE, desc = "The second found it busy.")
@Outcome(id = "false, true, 10, 1", expect = Expect.ACCEPTABLE, desc = "The first found it busy.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Written over each other, or refused without a cause.")
@State
public class SharedStripe {

    private final Stripe stripe = Logs.stripe();

    @Actor
    public void first(LLLL_Result result) {
        result.r1 = stripe.tryRecord(0, 0, 1, 0, null);
    }

    @Actor
    public void second(LLLL_Result result) {
        result.r2 = stripe.tryRecord(0, 0, 10, 0, null);
    }

    @Arbiter
    public void rest(LLLL_Result result) {
        Taken taken = new Taken();
        stripe.drainPublished(new EventCursor(), new int[Chunk.CAPACITY], taken);
        result.r3 = taken.nanos;
        result.r4 = stripe.recorded();
    }
}
