package io.inferometer.agent.record;

/** What one platform thread writes: its open calls and its finished ones. */
final class ThreadLog extends EventLog {

    final Thread thread;
    final OpenCalls open = new OpenCalls();

    ThreadLog(Thread thread, ChunkExchange exchange, CallSink folding, Waker waker) {
        super(exchange, folding, waker);
        this.thread = thread;
    }
}
