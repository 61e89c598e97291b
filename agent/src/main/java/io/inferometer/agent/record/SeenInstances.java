package io.inferometer.agent.record;

import io.inferometer.agent.record.InstanceCache.Seen;

/**
 * The models of many instances by identity: a table of open addressing that grows with them, to {@value #LARGEST} places, four for each
 * instance. Beyond that, or where others share its places, an instance is not remembered. Racy on purpose: an entry that is lost to another thread is asked for
 * again. Thread-safe.
 */
final class SeenInstances {

    private static final int SMALLEST = 512;
    static final int LARGEST = 1 << 14;

    /** Places that an instance may be in. */
    private static final int PROBES = 8;

    private static final Seen[] NONE = {null};

    private Seen[] table = NONE;

    /** Entries, about; those of instances that are gone are among them until it grows. */
    private int size;

    boolean isEmpty() {
        return table == NONE;
    }

    /** How many places there are; 1 before the first. */
    int length() {
        return table.length;
    }

    /** Null when it is not known. */
    Model find(Object instance, int hash) {
        Seen[] seen = table;
        int mask = seen.length - 1;
        for (int i = hash; i < hash + PROBES; i++) {
            Seen each = seen[i & mask];
            if (each == null) {
                return null;
            }
            if (each.refersTo(instance) && instance != null) {
                return each.model;
            }
        }
        return null;
    }

    void addAll(Seen[] others) {
        for (Seen each : others) {
            Object instance = each == null ? null : each.get();
            if (instance != null) {
                add(each, System.identityHashCode(instance));
            }
        }
    }

    void add(Seen seen, int hash) {
        if (size >= table.length / 4 && table.length < LARGEST) {
            grow();
        }
        if (insert(table, seen, hash)) {
            size++;
        }
    }

    /** Makes a table without those that are gone, twice as long if half of the entries or more are not. */
    private void grow() {
        Seen[] old = table;
        int live = 0;
        for (Seen each : old) {
            live += each == null || each.refersTo(null) ? 0 : 1;
        }
        Seen[] next = new Seen[Math.max(SMALLEST, live >= old.length / 8 ? old.length * 2 : old.length)];
        int moved = 0;
        for (Seen each : old) {
            Object instance = each == null ? null : each.get();
            if (instance != null && insert(next, each, System.identityHashCode(instance))) {
                moved++;
            }
        }
        table = next;
        size = moved;
    }

    /** Returns whether there was a place for it. */
    private static boolean insert(Seen[] into, Seen seen, int hash) {
        int mask = into.length - 1;
        for (int i = hash; i < hash + PROBES; i++) {
            Seen there = into[i & mask];
            if (there == null || there.refersTo(null)) {
                into[i & mask] = seen;
                return true;
            }
        }
        return false;
    }
}
