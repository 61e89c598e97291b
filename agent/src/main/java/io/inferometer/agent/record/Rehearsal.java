package io.inferometer.agent.record;

/**
 * Turns empty chunks in, on chunks of its own, until the JIT compiler has made the best of the hand-over. A thread that records a
 * million calls a second turns in five hundred chunks in that time: ten seconds to the compiler's threshold, during which one call
 * in two thousand would take microseconds instead of a few hundred nanoseconds.
 */
final class Rehearsal {

    /** Beyond HotSpot's {@code Tier4InvocationThreshold}, 5,000, by enough for what is compiled again once it was profiled. */
    private static final int ROUNDS = 12_000;

    private Rehearsal() {}

    /** Takes some 20 ms of the current thread. */
    static void run() {
        ChunkExchange exchange = new ChunkExchange(2);
        CallSink nothing = (model, outcome, nanos, items) -> {};
        EventLog log = new EventLog(exchange, nothing, urgent -> {});
        for (int round = 0; round < ROUNDS; round++) {
            log.turnIn();
            exchange.drain(nothing);
        }
    }
}
