package io.inferometer.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The calls that one platform thread has entered and not left, outermost first. Written by that thread; the aggregator looks
 * at it and may see a call that has just ended.
 */
final class OpenCalls {

    private static final VarHandle DEPTH;

    static {
        try {
            DEPTH = MethodHandles.lookup().findVarHandle(OpenCalls.class, "depth", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long[] starts = new long[8];
    private int[] groups = new int[8];
    private volatile Model[] models = new Model[8];

    @SuppressWarnings("FieldMayBeFinal") // written through DEPTH
    private int depth;

    /** Owner only. Whether a call of this group is open. */
    boolean contains(int group) {
        for (int i = depth - 1; i >= 0; i--) {
            if (groups[i] == group) {
                return true;
            }
        }
        return false;
    }

    /** Owner only. */
    void push(Model model, int group, long start) {
        int at = depth;
        if (at == starts.length) {
            groups = Arrays.copyOf(groups, at * 2);
            starts = Arrays.copyOf(starts, at * 2);
            models = Arrays.copyOf(models, at * 2);
        }
        starts[at] = start;
        groups[at] = group;
        models[at] = model;
        DEPTH.setRelease(this, at + 1);
    }

    /**
     * Owner only. Removes the call that began at {@code start} and every call inside it whose end was lost.
     *
     * @return its model, or null when it is not there
     */
    Model pop(long start) {
        for (int i = depth - 1; i >= 0; i--) {
            if (starts[i] == start) {
                DEPTH.setRelease(this, i);
                return models[i];
            }
        }
        return null;
    }

    /** Any thread: each call open now, and its age. */
    void visit(long now, InFlightSink sink) {
        int open = (int) DEPTH.getAcquire(this);
        Model[] seenModels = models;
        long[] seenStarts = starts;
        for (int i = 0; i < open && i < seenModels.length && i < seenStarts.length; i++) {
            Model model = seenModels[i];
            if (model != null) {
                sink.inFlight(model.index(), 1, Math.max(0, now - seenStarts[i]));
            }
        }
    }
}
