package io.inferometer.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Supplier;

/**
 * All logs: those of threads, and the stripes. {@code for (EventLog log = logs.first(); log != null; log = log.next)} is a look at them, the
 * latest first, which allocates nothing. Any thread adds the log of a thread, by one compare-and-set, after which nothing is allocated; all else
 * belongs to the reader.
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

    private final Stripes stripes;
    /** Logs of threads that may be added before their threads are looked at: 8 MiB, or half as many as there are. */
    private static final int CROWD = 256;

    private volatile EventLog first;
    private volatile boolean watched;

    /** Logs of threads that were added since they were looked at last. Racy on purpose: some more or less decide nothing. */
    private int added;

    private int crowd = CROWD;

    // By threads that have ended.
    private long recorded;
    private long lost;

    EventLogs(Supplier<Stripe> newStripe) {
        stripes = new Stripes(() -> watchedToo(newStripe.get()));
    }

    Stripes stripes() {
        return stripes;
    }

    /** Any thread: a log that was not added before. */
    ThreadLog add(ThreadLog log) {
        link(log);
        added++;
        return watchedToo(log);
    }

    /** Any thread. Whether so many were added since {@link #reaped} that those of ended threads may be a burden. */
    boolean isCrowded() {
        return added >= crowd;
    }

    /** Any thread. Whether one is there whose thread has ended. May miss one that is being added. */
    boolean hasEnded() {
        for (EventLog log = first; log != null; log = log.next) {
            if (log instanceof ThreadLog ofThread && ofThread.hasEnded()) {
                return true;
            }
        }
        return false;
    }

    /** @param live how many logs are left once those of ended threads are gone */
    void reaped(int live) {
        added = 0;
        crowd = Math.max(CROWD, live / 2);
    }

    private void link(EventLog log) {
        EventLog others;
        do {
            others = first;
            log.next = others;
        } while (!FIRST.compareAndSet(this, others, log));
    }

    private <T extends EventLog> T watchedToo(T log) {
        if (watched) {
            log.watch();
        }
        return log;
    }

    /** Null when there is none. */
    EventLog first() {
        for (int i = 0; i < stripes.count(); i++) {
            Stripe stripe = stripes.get(i);
            if (stripe != null && !stripe.isListed) {
                stripe.isListed = true;
                link(stripe);
            }
        }
        return first;
    }

    /** Removes one that there is. From a removed one the others are still found. */
    void remove(ThreadLog log) {
        if (FIRST.compareAndSet(this, log, log.next)) {
            return;
        }
        EventLog before = first;
        while (before.next != log) {
            before = before.next;
        }
        before.next = log.next;
    }

    /** Takes over what the log of a thread that has ended counts, once. */
    void close(ThreadLog log) {
        if (!log.isClosed()) {
            long recordedThere = log.recordedInTheEnd();
            long lostThere = log.lostInTheEnd();
            log.close();
            recorded += recordedThere;
            lost += lostThere;
        }
    }

    /** See {@link Recorder#watch}. */
    void watch() {
        watched = true;
        for (EventLog log = first(); log != null; log = log.next) {
            log.watch();
        }
    }

    void unwatch() {
        watched = false;
        for (EventLog log = first(); log != null; log = log.next) {
            log.unwatch();
        }
    }

    void awaitFolds(long deadline) {
        for (EventLog log = first(); log != null; log = log.next) {
            log.awaitFold(deadline);
        }
    }

    /** What is in flight on platform threads. */
    void visit(long now, InFlightSink sink) {
        for (EventLog log = first(); log != null; log = log.next) {
            if (log instanceof ThreadLog ofThread && !ofThread.isClosed()) {
                ofThread.visit(now, sink);
            }
        }
    }

    /** Calls recorded in all logs there ever were. */
    long recorded() {
        long calls = recorded;
        for (EventLog log = first(); log != null; log = log.next) {
            calls += log instanceof ThreadLog ofThread && ofThread.isClosed() ? 0 : log.recorded();
        }
        return calls;
    }

    /** Calls of platform threads that were lost, and are known to be. */
    long lost() {
        long calls = lost;
        for (EventLog log = first(); log != null; log = log.next) {
            calls += log instanceof ThreadLog ofThread && !ofThread.isClosed() ? ofThread.open.lost() : 0;
        }
        return calls;
    }
}
