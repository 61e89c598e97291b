package io.inferometer.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * All logs, the latest first: {@code for (EventLog log = logs.first(); log != null; log = log.next)}. A look allocates nothing.
 * Any thread adds, by one compare-and-set, after which it calls nothing; looking and removing belong to the reader.
 */
final class EventLogs {

    private static final VarHandle FIRST;

    static {
        try {
            FIRST = MethodHandles.lookup().findVarHandle(EventLogs.class, "first", EventLog.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile EventLog first;

    /** Any thread: a log that was not added before. */
    void add(EventLog log) {
        EventLog others;
        do {
            others = first;
            log.next = others;
        } while (!FIRST.compareAndSet(this, others, log));
    }

    /** Null when there is none. */
    EventLog first() {
        return first;
    }

    /** Removes one that there is. Who looks at it still finds those behind it. */
    void remove(EventLog log) {
        if (FIRST.compareAndSet(this, log, log.next)) {
            return;
        }
        EventLog before = first;
        while (before.next != log) {
            before = before.next;
        }
        before.next = log.next;
    }
}
