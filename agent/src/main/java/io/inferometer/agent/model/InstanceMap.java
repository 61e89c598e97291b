package io.inferometer.agent.model;

import io.inferometer.agent.record.Model;
import java.lang.ref.WeakReference;

/**
 * Models by the identity of their instances, held weakly. Reading is a probe of an array, without locks or allocation;
 * writing copies the array. Thread-safe.
 */
final class InstanceMap {

    private static final class Entry extends WeakReference<Object> {
        private final int hash;
        private final Model model;
        /** Guarded by the map. */
        private boolean closed;

        Entry(Object instance, Model model) {
            super(instance);
            this.hash = System.identityHashCode(instance);
            this.model = model;
        }
    }

    private volatile Entry[] table = new Entry[16];

    /** Null when the instance is not known. */
    Model get(Object instance) {
        Entry entry = entry(instance);
        return entry == null ? null : entry.model;
    }

    private Entry entry(Object instance) {
        if (instance == null) {
            // As if it were what was collected.
            return null;
        }
        Entry[] entries = table;
        int mask = entries.length - 1;
        for (int i = System.identityHashCode(instance) & mask; entries[i] != null; i = (i + 1) & mask) {
            if (entries[i].refersTo(instance)) {
                return entries[i];
            }
        }
        return null;
    }

    /**
     * Marks a known instance as closed.
     *
     * @return whether it was not before
     */
    synchronized boolean close(Object instance) {
        Entry entry = entry(instance);
        boolean first = entry != null && !entry.closed;
        if (first) {
            entry.closed = true;
        }
        return first;
    }

    synchronized boolean isClosed(Object instance) {
        Entry entry = entry(instance);
        return entry != null && entry.closed;
    }

    /** The first model that an instance was given stays. */
    synchronized void put(Object instance, Model model) {
        if (get(instance) != null) {
            return;
        }
        int live = 0;
        for (Entry entry : table) {
            live += entry != null && !entry.refersTo(null) ? 1 : 0;
        }
        Entry[] next = new Entry[Math.max(16, Integer.highestOneBit(live + 1) * 4)];
        for (Entry entry : table) {
            if (entry != null && !entry.refersTo(null)) {
                insert(next, entry);
            }
        }
        insert(next, new Entry(instance, model));
        table = next;
    }

    private static void insert(Entry[] entries, Entry entry) {
        int i = entry.hash & (entries.length - 1);
        while (entries[i] != null) {
            i = (i + 1) & (entries.length - 1);
        }
        entries[i] = entry;
    }
}
