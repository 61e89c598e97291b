package io.inferometer.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The calls that one platform thread has entered and not left, outermost first. Written by that thread; the aggregator looks
 * at it and may see a call that has just ended.
 *
 * <p>Two longs a call, its start and {@code site << 32 | model}, with the model's top bit set for a sample: numbers instead of references cost no card marks.
 */
final class OpenCalls {

    private static final VarHandle DEPTH;
    private static final int WIDTH = 2;
    private static final int MODEL = 0x7FFF_FFFF;
    private static final int SAMPLE = 0x8000_0000;

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

    /** The reader's: since when, and at which count, it has seen a call that was not timed; per call, 0 when it has not. */
    private long[] seen = {};

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
        return (int) calls[at + 1] & MODEL;
    }

    /** Whether the call is timed for others too. */
    boolean isSample(int at) {
        return (int) calls[at + 1] < 0;
    }

    /** Owner only. Like {@link #push}, for a call that is timed for others too. */
    void pushSample(int site, int model, long start) {
        push(site, model | SAMPLE, start);
    }

    /** The reader only: each call open now, and its age; the age of one that was not timed is that since it was first seen. */
    void visit(long now, ThreadLog log, InFlightSink sink) {
        int open = (int) DEPTH.getAcquire(this);
        long[] stack = calls;
        open = Math.min(open, stack.length);
        seen = Arrays.copyOf(seen, open);
        for (int i = 0; i + 1 < open; i += WIDTH) {
            int model = (int) stack[i + 1] & MODEL;
            long start = stack[i];
            if (start == SampledCalls.NOT_TIMED) {
                start = firstSeen(i, now, log.sampled(model));
            } else {
                seen[i] = 0;
            }
            sink.inFlight(model, 1, Math.max(0, now - start));
        }
    }

    private long firstSeen(int at, long now, SampledCalls sampler) {
        // One more than the count: 0 says that nothing was seen.
        long count = sampler == null ? 1 : sampler.calls() + 1;
        if (seen[at] != count) {
            seen[at] = count;
            seen[at + 1] = now;
        }
        return seen[at + 1];
    }
}
