package io.inferometer.agent.async;

import java.util.concurrent.locks.LockSupport;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Two threads want the place of a third, which has ended inside a stage. */
@JCStressTest
@Outcome(
        id = {"true, false, true", "false, true, true"},
        expect = Expect.ACCEPTABLE,
        desc = "One has it, and finds it empty.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both, or none, or with what the third left.")
@State
public class PlaceOfStages {

    /** They live on: those of the actors may end before the other has begun. */
    private static final Thread FIRST = parked();

    private static final Thread SECOND = parked();

    /** Never started: not alive, as one that has ended. */
    private final OpenStages stages = new OpenStages(new Thread(() -> {}));

    public PlaceOfStages() {
        stages.push(Stage.PROCESS, 1, new QueuedRequest("a", 1));
    }

    private static Thread parked() {
        Thread thread = new Thread(() -> {
            while (true) {
                LockSupport.park();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Actor
    public void first(ZZZ_Result result) {
        result.r1 = stages.take(FIRST);
    }

    @Actor
    public void second(ZZZ_Result result) {
        result.r2 = stages.take(SECOND);
    }

    @Arbiter
    public void rest(ZZZ_Result result) {
        result.r3 = stages.isEmpty();
    }
}
