package io.inferometer.agent.async;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/** The stages that a thread is inside, outermost first. One thread only, but for whose they are. */
final class OpenStages {

    private static final int FEW = 4;

    /** More than any code nests: what is open then was left where there was no stack to say so. */
    private static final int MOST = 64;

    private final AtomicReference<Thread> owner;
    private Stage[] stages = new Stage[FEW];
    private long[] begins = new long[FEW];

    /** A {@link QueuedRequest}, a {@link StageCall}, or the PROCESS that a stage without events is inside of. */
    private StageEvent[] calls = new StageEvent[FEW];

    private int depth;

    OpenStages(Thread thread) {
        owner = new AtomicReference<>(thread);
    }

    boolean isOf(Thread thread) {
        return owner.get() == thread;
    }

    /**
     * Has a thread take these over that nobody has, or whose thread has ended inside a stage.
     *
     * @return whether it has them now
     */
    boolean take(Thread thread) {
        Thread before = owner.get();
        if ((before == null || !before.isAlive()) && owner.compareAndSet(before, thread)) {
            popTo(0);
            return true;
        }
        return false;
    }

    void release() {
        owner.set(null);
    }

    boolean isEmpty() {
        return depth == 0;
    }

    void push(Stage stage, long begin, StageEvent call) {
        if (depth == MOST) {
            popTo(0);
        }
        if (depth == stages.length) {
            StageEvent[] more = Arrays.copyOf(calls, depth * 2);
            long[] longer = Arrays.copyOf(begins, depth * 2);
            stages = Arrays.copyOf(stages, depth * 2);
            begins = longer;
            calls = more;
        }
        stages[depth] = stage;
        begins[depth] = begin;
        calls[depth] = call;
        depth++;
    }

    /** The place of the innermost open call of this stage; −1 if there is none. */
    int innermost(Stage stage) {
        int at = depth - 1;
        while (at >= 0 && stages[at] != stage) {
            at--;
        }
        return at;
    }

    /** The innermost open ACCEPT; null if there is none. */
    QueuedRequest accepting() {
        int at = innermost(Stage.ACCEPT);
        return at < 0 ? null : (QueuedRequest) calls[at];
    }

    /** The place of a call; −1 if it is not open here. */
    int find(StageEvent call) {
        int at = depth - 1;
        while (at >= 0 && calls[at] != call) {
            at--;
        }
        return at;
    }

    /** The place of the innermost stage without events; −1 if there is none of this kind. */
    int innermostInside(Stage stage) {
        int at = depth - 1;
        while (at >= 0 && (stages[at] != stage || !isInside(at))) {
            at--;
        }
        return at;
    }

    /** Whether what is at this place is inside a PROCESS and leaves no events of its own. */
    boolean isInside(int place) {
        return calls[place] instanceof StageCall call && call.stage != stages[place];
    }

    long begin(int place) {
        return begins[place];
    }

    StageEvent call(int place) {
        return calls[place];
    }

    /** Leaves what is at this place, and whatever was left open inside it. */
    void popTo(int place) {
        if (place >= 0) {
            Arrays.fill(calls, place, depth, null);
            depth = place;
        }
    }
}
