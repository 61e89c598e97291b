package io.inferometer.agent.model;

import java.lang.ref.WeakReference;

/**
 * What is known of instances, such as their models, by their identity; they are held weakly. Reading is a probe of an array, without locks or allocation;
 * writing copies the array. Thread-safe.
 */
final class InstanceMap<V> {

    private static final class Entry<V> extends WeakReference<Object> {
        private final int hash;
        private final V value;
        /** Guarded by the map. */
        private boolean closed;

        /** Guarded by the map. */
        private boolean uncounted;

        Entry(Object instance, V value) {
            super(instance);
            this.hash = System.identityHashCode(instance);
            this.value = value;
        }
    }

    private volatile Entry<V>[] table = newTable(16);

    @SuppressWarnings({"unchecked", "rawtypes"}) // There are no arrays of a type with parameters.
    private static <V> Entry<V>[] newTable(int size) {
        return new Entry[size];
    }

    /** Null when the instance is not known. */
    V get(Object instance) {
        Entry<V> entry = entry(instance);
        return entry == null ? null : entry.value;
    }

    private Entry<V> entry(Object instance) {
        if (instance == null) {
            // As if it were what was collected.
            return null;
        }
        Entry<V>[] entries = table;
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
        Entry<V> entry = entry(instance);
        boolean first = entry != null && !entry.closed;
        if (first) {
            entry.closed = true;
        }
        return first;
    }

    synchronized boolean isClosed(Object instance) {
        Entry<V> entry = entry(instance);
        return entry != null && entry.closed;
    }

    /** Marks a known instance as one whose loading was not counted. */
    synchronized void leaveUncounted(Object instance) {
        Entry<V> entry = entry(instance);
        if (entry != null) {
            entry.uncounted = true;
        }
    }

    synchronized boolean isUncounted(Object instance) {
        Entry<V> entry = entry(instance);
        return entry != null && entry.uncounted;
    }

    /** What an instance was given first stays. */
    synchronized void put(Object instance, V value) {
        if (get(instance) == null) {
            add(instance, value);
        }
    }

    /** What an instance was given last stays. It is not closed then. */
    synchronized void replace(Object instance, V value) {
        add(instance, value);
    }

    private void add(Object instance, V value) {
        int live = 0;
        for (Entry<V> entry : table) {
            live += entry != null && !entry.refersTo(null) ? 1 : 0;
        }
        Entry<V>[] next = newTable(Math.max(16, Integer.highestOneBit(live + 1) * 4));
        for (Entry<V> entry : table) {
            if (entry != null && !entry.refersTo(null) && !entry.refersTo(instance)) {
                insert(next, entry);
            }
        }
        insert(next, new Entry<>(instance, value));
        table = next;
    }

    private static <V> void insert(Entry<V>[] entries, Entry<V> entry) {
        int i = entry.hash & (entries.length - 1);
        while (entries[i] != null) {
            i = (i + 1) & (entries.length - 1);
        }
        entries[i] = entry;
    }
}
