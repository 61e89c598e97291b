package io.inferometer.agent.record;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The log of every platform thread that has recorded, found by thread. In front of the map stands a cache of four-entry sets
 * indexed by thread id; it may lose entries, for the map finds them again.
 *
 * <p>A {@link ThreadLocal} would be as fast, but fork-join workers erase theirs between tasks.
 *
 * @param logs all of them
 * @param newLog makes one
 * @param cache of a fixed size, so that the JIT compiler, which trusts the fields of records, knows its address and length
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ThreadLogs(ConcurrentHashMap<Key, ThreadLog> logs, Function<Key, ThreadLog> newLog, ThreadLog[] cache) {

    private static final int SET = 4;

    /** 16 KiB of references: enough for two thousand threads that record at the same time. */
    private static final int CACHE = 1024 * SET;

    /** A thread by identity: a subclass of {@link Thread} may override {@code equals} and {@code hashCode}. */
    static final class Key {
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

    ThreadLogs(Function<Thread, ThreadLog> newLog) {
        this(new ConcurrentHashMap<>(), key -> newLog.apply(key.thread), new ThreadLog[CACHE]);
    }

    /** The log of the current thread, which is {@code thread}; null when that is a virtual one. */
    ThreadLog of(Thread thread) {
        ThreadLog log = cached(thread);
        if (log != null) {
            return log;
        }
        return Threads.isVirtual(thread) ? null : find(thread, set(thread));
    }

    /** The same if it is where it is looked for first; else null. */
    ThreadLog cached(Thread thread) {
        ThreadLog log = cache[set(thread)];
        return log != null && log.thread == thread ? log : null;
    }

    private ThreadLog find(Thread thread, int set) {
        for (int i = set + 1; i < set + SET; i++) {
            ThreadLog log = cache[i];
            if (log != null && log.thread == thread) {
                return log;
            }
        }
        ExecutionStack.ensureSufficient();
        Key key = new Key(thread);
        ThreadLog log = logs.get(key);
        if (log == null) {
            // No other thread adds this key. An atomic computation would stay half done where Thread.stop strikes in
            // it.
            log = newLog.apply(key);
            logs.put(key, log);
        }
        for (int i = set; i < set + SET; i++) {
            if (cache[i] == null) {
                cache[i] = log;
                return log;
            }
        }
        cache[set] = log;
        return log;
    }

    private static int set(Thread thread) {
        return ((int) Threads.id(thread) * SET) & (CACHE - 1);
    }

    /** Forgets a dead thread. */
    void remove(ThreadLog log) {
        logs.remove(new Key(log.thread), log);
        int set = set(log.thread);
        for (int i = set; i < set + SET; i++) {
            if (cache[i] == log) {
                cache[i] = null;
            }
        }
    }
}
