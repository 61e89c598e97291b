package io.inferometer.agent.record;

import java.lang.invoke.MethodHandles;
import java.util.List;

/** What is done once, on the agent's own thread, before it matters on others. */
public final class Rehearsal {

    /** Those that a call needs sooner or later, and that do something when they are initialised. */
    private static final List<Class<?>> NEEDED = List.of(
            AtomicHistogram.class,
            Buckets.class,
            PendingCall.class,
            EventCursor.class,
            EventLogs.class,
            LostCalls.Walk.class,
            MeasureValues.class,
            OpenCalls.class,
            SampledCalls.class,
            SharedCalls.class,
            Stripe.class,
            Threads.class,
            VirtualCall.class,
            VirtualCalls.class);

    private Rehearsal() {}

    /**
     * Initialises classes while there is stack enough: one whose initialisation meets the end of the stack, which a recursive
     * application may be at when it calls a model, can never be used again (JVMS 5.5). Turns a chunk in and folds one: the first time,
     * when the JVM links what they call, they need more stack than {@link ExecutionStack} ensures.
     */
    public static void initialise() {
        try {
            for (Class<?> each : NEEDED) {
                MethodHandles.lookup().ensureInitialized(each);
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
        Models models = new Models();
        int model = models.add(Timing.ALL).index();
        MeasureValues values = new MeasureValues();
        values.set(MeasureValues.OUTPUT_TOKENS, 1);
        Stripe stripe = new Stripe(new ChunkExchange(1), models, urgent -> {});
        for (int i = 0; i < 2; i++) {
            stripe.tryRecord(model, 0, 1, 1, null);
            stripe.tryRecord(model, 0, 1, 0, null);
            stripe.tryRecord(model, 0, 1, 0, values);
            stripe.turnIn();
        }
    }
}
