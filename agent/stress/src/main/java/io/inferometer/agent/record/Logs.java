package io.inferometer.agent.record;

/** Logs that wake nobody. */
final class Logs {

    private Logs() {}

    static EventLog of(ChunkExchange exchange, CallSink folding) {
        return new EventLog(exchange, folding, crowded -> {});
    }

    /** It never hands a chunk over. */
    static Stripe stripe() {
        return new Stripe(new ChunkExchange(0), new Taken(), crowded -> {});
    }

    /** That of the current thread, which never hands a chunk over. */
    static ThreadLog ofThread() {
        return new ThreadLog(Thread.currentThread(), new ChunkExchange(0), new Taken(), crowded -> {});
    }
}
