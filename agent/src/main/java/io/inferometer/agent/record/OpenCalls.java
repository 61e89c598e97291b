package io.inferometer.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The calls that one platform thread has entered and not left, outermost first. Written by that thread; the aggregator looks
 * at it and may see a call that has just ended.
 *
 * <p>Two longs a call, its start and {@code site << 32 | model}, with the model's top bit set for a sample: numbers instead of references cost no card marks.
 * Samples are counted elsewhere, here they are neither in flight nor lost.
 */
final class OpenCalls extends CacheLines {

    private static final VarHandle DEPTH;
    private static final VarHandle LOST;
    static final int WIDTH = 2;

    private static final int MODEL = 0x7FFF_FFFF;
    private static final int SAMPLE = 0x8000_0000;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            DEPTH = lookup.findVarHandle(OpenCalls.class, "depth", int.class);
            LOST = lookup.findVarHandle(OpenCalls.class, "lost", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long[] calls = new long[8 * WIDTH];

    /** In longs. Written through DEPTH, or by name where the stack may have ended. */
    int depth;

    /** Calls of this thread that were open and could not be recorded. Written by the owner, by name: that needs no stack. Read through LOST. */
    long lost;

    /** Whether a call may be open whose exit was lost. Set by plain field access, which needs no stack. */
    volatile boolean doubtful;

    /** Owner only. Whether the thread samples: calls may be open that do not stand here. */
    boolean hasSampled;

    /** Owner only. */
    boolean isEmpty() {
        return depth == 0;
    }

    /** Owner only. How many calls are open. */
    int size() {
        return depth / WIDTH;
    }

    /** Owner only. The site of an open call, 0 being the outermost. */
    int site(int call) {
        return (int) (calls[call * WIDTH + 1] >>> 32);
    }

    /** Owner only. Keeps the {@code size} outermost calls, the others are lost; there is no more doubt about them. */
    void truncate(int size) {
        long[] stack = calls;
        int before = depth;
        DEPTH.setRelease(this, size * WIDTH);
        for (int i = size * WIDTH; i < before; i += WIDTH) {
            if ((int) stack[i + 1] >= 0) {
                lost++;
            }
        }
        doubtful = false;
    }

    /** Calls that were lost so far. Any thread. */
    long lost() {
        return (long) LOST.getOpaque(this);
    }

    /** The reader, once there is no owner any more: all that were lost, those still open among them. */
    long lostInTheEnd() {
        long all = lost;
        for (int i = 0; i < depth; i += WIDTH) {
            all += (int) calls[i + 1] < 0 ? 0 : 1;
        }
        return all;
    }

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
        stack[at + 1] = (long) site << 32 | (model & 0xFFFF_FFFFL);
        DEPTH.setRelease(this, at + WIDTH);
    }

    /**
     * Owner only. Removes the innermost call of this site, and every call inside it: those are lost.
     *
     * @return where it was, for {@link #start} and {@link #model} until the next push; −1 when there is none
     */
    int pop(int site) {
        long[] stack = calls;
        int before = depth;
        for (int i = before - WIDTH; i >= 0; i -= WIDTH) {
            if ((int) (stack[i + 1] >>> 32) == site) {
                DEPTH.setRelease(this, i);
                // No call: the stack may end at any.
                for (int inner = i + WIDTH; inner < before; inner += WIDTH) {
                    if ((int) stack[inner + 1] >= 0) {
                        lost++;
                    }
                }
                return i;
            }
        }
        return -1;
    }

    long start(int at) {
        return calls[at];
    }

    int model(int at) {
        return (int) calls[at + 1] & MODEL;
    }

    /** Owner only. Like {@link #push}, for a call that is timed for others too. */
    void pushSample(int site, int model, long start) {
        push(site, model | SAMPLE, start);
    }

    /** The reader only: each call open now, and its age. Samples have been counted elsewhere, and add their age alone. */
    void visit(long now, InFlightSink sink) {
        int open = (int) DEPTH.getAcquire(this);
        long[] stack = calls;
        open = Math.min(open, stack.length);
        if (open > 0 && LostCalls.isDoubtful(stack[0], now)) {
            doubtful = true;
        }
        for (int i = 0; i + 1 < open; i += WIDTH) {
            int modelAndSample = (int) stack[i + 1];
            sink.inFlight(modelAndSample & MODEL, modelAndSample < 0 ? 0 : 1, Math.max(0, now - stack[i]));
        }
    }
}
