package io.inferometer.agent.record;

/**
 * Calls that could not be recorded because memory or stack ran out, and that no thread's own books tell of. Where the stack ends, any
 * call may fail, and so might adding one to an atomic number: whoever loses a call adds one by name, inside
 * {@code synchronized (losses)}. That is an instruction and no call, and what the JVM does there has a stack reserve of its own.
 */
final class Losses {

    /** Written under this object's monitor. */
    volatile long count;

    /** The latest of the asynchronous calls that are over and still seem to be in flight; under the monitor. */
    Completion unclosed;

    /** The reader only: closes those calls. */
    void close() {
        Completion each;
        synchronized (this) {
            each = unclosed;
            unclosed = null;
        }
        for (; each != null; each = each.unclosedBefore) {
            each.close();
        }
    }
}
