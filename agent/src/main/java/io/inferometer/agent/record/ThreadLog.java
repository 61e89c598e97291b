package io.inferometer.agent.record;

/** What one platform thread writes: its open calls and its finished ones. */
final class ThreadLog {

    final Thread thread;
    final EventLog events;
    final OpenCalls open = new OpenCalls();

    ThreadLog(Thread thread, EventLog events) {
        this.thread = thread;
        this.events = events;
    }
}
