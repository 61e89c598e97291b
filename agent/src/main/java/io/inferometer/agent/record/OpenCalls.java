package io.inferometer.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The calls that one platform thread has entered and not left, outermost first. Written by that thread; the aggregator looks
 * at it and may see a call that has just ended.
 *
 * <p>Two longs a call, its start and {@code site << 32 | model}: numbers instead of references cost no card marks.
 */
final class OpenCalls {

    private static final VarHandle DEPTH;
    private static final int WIDTH = 2;

    static {
        try {
            DEPTH = MethodHandles.lookup().findVarHandle(OpenCalls.class, "depth", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long[] calls = new long[8 * WIDTH];

    /** In longs. */
    @SuppressWarnings("FieldMayBeFinal") // written through DEPTH
    private int depth;

    /** Owner only. Whether a call of this site is open. */
    boolean contains(int site) {
        for (int i = depth - WIDTH; i >= 0; i -= WIDTH) {
            if ((int) (calls[i + 1] >>> 32) == site) {
                return true;
            }
        }
        return false;
    }

    /** Owner only. */
    void push(int site, int model, long start) {
        int at = depth;
        long[] stack = calls;
        if (at + 1 >= stack.length) {
            stack = Arrays.copyOf(stack, at * 2);
            calls = stack;
        }
        stack[at] = start;
        stack[at + 1] = (long) site << 32 | model;
        DEPTH.setRelease(this, at + WIDTH);
    }

    /**
     * Owner only. Removes the innermost call of this site, and every call inside it, whose end was lost.
     *
     * @return where it was, for {@link #start} and {@link #model} until the next push; −1 when there is none
     */
    int pop(int site) {
        long[] stack = calls;
        for (int i = depth - WIDTH; i >= 0; i -= WIDTH) {
            if ((int) (stack[i + 1] >>> 32) == site) {
                DEPTH.setRelease(this, i);
                return i;
            }
        }
        return -1;
    }

    long start(int at) {
        return calls[at];
    }

    int model(int at) {
        return (int) calls[at + 1];
    }

    /** Any thread: each call open now, and its age. */
    void visit(long now, InFlightSink sink) {
        int open = (int) DEPTH.getAcquire(this);
        long[] seen = calls;
        for (int i = 0; i < open && i + 1 < seen.length; i += WIDTH) {
            sink.inFlight((int) seen[i + 1], 1, Math.max(0, now - seen[i]));
        }
    }
}
