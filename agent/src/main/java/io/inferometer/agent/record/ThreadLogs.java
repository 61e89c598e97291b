package io.inferometer.agent.record;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The log of every platform thread that has recorded, found by thread. In front of the map stands a cache of four-entry sets
 * indexed by thread id; it may lose entries, for the map finds them again.
 *
 * <p>A {@link ThreadLocal} would be as fast, but fork-join workers erase theirs between tasks.
 */
final class ThreadLogs {

    private static final int SET = 4;

    /** A thread by identity: a subclass of {@link Thread} may override {@code equals} and {@code hashCode}. */
    private static final class Key {
        private final Thread thread;

        Key(Thread thread) {
            this.thread = thread;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.thread == thread;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(thread);
        }
    }

    private final ConcurrentHashMap<Key, ThreadLog> logs = new ConcurrentHashMap<>();
    private final Function<Key, ThreadLog> newLog;
    private volatile ThreadLog[] cache = new ThreadLog[64 * SET];

    ThreadLogs(Function<Thread, ThreadLog> newLog) {
        this.newLog = key -> newLog.apply(key.thread);
    }

    /** The log of the current thread, which is {@code thread}; null when that is a virtual one. */
    ThreadLog of(Thread thread) {
        ThreadLog[] table = cache;
        int set = set(thread, table);
        ThreadLog log = table[set];
        return log != null && log.thread == thread ? log : find(thread, table, set);
    }

    private ThreadLog find(Thread thread, ThreadLog[] table, int set) {
        if (Threads.isVirtual(thread)) {
            return null;
        }
        for (int i = set + 1; i < set + SET; i++) {
            if (table[i] != null && table[i].thread == thread) {
                return table[i];
            }
        }
        ThreadLog log = logs.computeIfAbsent(new Key(thread), newLog);
        for (int i = set; i < set + SET; i++) {
            if (table[i] == null) {
                table[i] = log;
                return log;
            }
        }
        table[set] = log;
        if (logs.size() > table.length / 2) {
            cache = new ThreadLog[table.length * 2];
        }
        return log;
    }

    private static int set(Thread thread, ThreadLog[] table) {
        return ((int) Threads.id(thread) * SET) & (table.length - 1);
    }

    Collection<ThreadLog> all() {
        return logs.values();
    }

    /** Forgets a dead thread. */
    void remove(ThreadLog log) {
        logs.remove(new Key(log.thread), log);
        ThreadLog[] table = cache;
        for (int i = 0; i < table.length; i++) {
            if (table[i] == log) {
                table[i] = null;
            }
        }
    }
}
