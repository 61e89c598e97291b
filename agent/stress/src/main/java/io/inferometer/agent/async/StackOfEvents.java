package io.inferometer.agent.async;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZIJ_Result;

/** Two threads add events, of 1 and 10 and of 100 and 1000 ns; the second one takes all that there is in between. */
@JCStressTest
@Outcome(id = "true, 4, 1111", expect = Expect.ACCEPTABLE, desc = "Each once, whole, those of a thread in its order.")
@Outcome(expect = Expect.FORBIDDEN, desc = "One lost, taken twice, torn or before its turn, or a wrong size.")
@State
public class StackOfEvents {

    private final Events events = new Events();
    private long sum;
    private int count;
    private boolean inOrder = true;
    private long latestOfFirst;
    private long latestOfSecond;

    @Actor
    public void first() {
        add(1);
        add(10);
    }

    @Actor
    public void second() {
        add(100);
        take();
        add(1000);
    }

    /** As a site does: a plain field is written, then the event is added. */
    private void add(long nanos) {
        QueuedRequest request = new QueuedRequest("a", 0);
        request.time = nanos;
        events.add(request);
    }

    private void take() {
        StageEvent next;
        for (StageEvent each = events.takeAll(); each != null; each = next) {
            next = each.next;
            long nanos = ((QueuedRequest) each).time;
            sum += nanos;
            count++;
            if (nanos < 100) {
                inOrder &= latestOfFirst < nanos;
                latestOfFirst = nanos;
            } else {
                inOrder &= latestOfSecond < nanos;
                latestOfSecond = nanos;
            }
        }
    }

    @Arbiter
    public void rest(ZIJ_Result result) {
        int waiting = events.size();
        int before = count;
        take();
        result.r1 = inOrder && count - before == waiting && events.size() == 0;
        result.r2 = count;
        result.r3 = sum;
    }
}
