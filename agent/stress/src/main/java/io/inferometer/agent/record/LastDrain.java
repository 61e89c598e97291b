package io.inferometer.agent.record;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * The last drain of a JVM that ends while a thread goes on recording, filling one chunk and folding another: whatever was
 * recorded before the drain began is in it, the rest stays and is nowhere twice.
 */
@JCStressTest
@Outcome(
        id = "true, 24000",
        expect = Expect.ACCEPTABLE,
        desc = "All there was at the time, and no more than there was in the end.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A call recorded before was not drained, or one was lost or taken twice.")
@State
public class LastDrain {

    /** More than the two chunks that there are. */
    private static final int CALLS = 24_000;

    private final Recorder recorder = new Recorder(1);
    private final Model model = recorder.newModel();
    private final Taken taken = new Taken();
    private volatile int returned;

    @Actor
    public void application() {
        Thread current = Thread.currentThread();
        for (int i = 1; i <= CALLS; i++) {
            recorder.record(current, model, 0, 1, 0);
            returned = i;
        }
    }

    @Actor
    public void hook(ZI_Result result) {
        int before = returned;
        drain();
        result.r1 = taken.calls >= before;
    }

    /** As the aggregator does it before it cuts a window. */
    private void drain() {
        recorder.drain(taken);
        recorder.awaitFolds();
        FoldedCalls folded = model.folded();
        if (folded != null) {
            folded.durations(0).drain(taken);
        }
    }

    @Arbiter
    public void rest(ZI_Result result) {
        drain();
        result.r2 = taken.calls;
    }
}
