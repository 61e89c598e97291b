package io.inferometer.agent.record;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What is known of objects, by their identity; several entries of one object oldest first. Objects are not kept, and what is collected
 * takes its entries along. As large as the number of entries. Thread-safe.
 *
 * @param <E> what is known of an object
 */
public final class ByIdentity<E extends ByIdentity.Entry> {

    /** Something that is known of one object, and of no other. */
    public abstract static class Entry {

        /** The next one of the same object. Guarded by the map's bin. */
        private Entry next;
    }

    /** Finds the key of an object, with less work for the collector. */
    private static final class Probe {
        private final Object object;

        Probe(Object object) {
            this.object = object;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.refersTo(object);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }

    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object object, ReferenceQueue<Object> collected) {
            super(object, collected);
            hash = System.identityHashCode(object);
        }

        @Override
        public boolean equals(Object other) {
            if (this == other) {
                return true;
            }
            Object object = get();
            return object != null && other instanceof Key key && key.refersTo(object);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private final ConcurrentHashMap<Object, Entry> entries = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

    /**
     * Adds the youngest entry of an object.
     *
     * @param lost is told of each entry whose object was collected since the last call
     */
    @SuppressWarnings("unchecked") // Nothing else is put in.
    public void put(Object object, E entry, Consumer<? super E> lost) {
        for (Reference<?> each = collected.poll(); each != null; each = collected.poll()) {
            for (Entry gone = entries.remove(each); gone != null; gone = gone.next) {
                lost.accept((E) gone);
            }
        }
        entries.merge(new Key(object, collected), entry, ByIdentity::behind);
    }

    private static Entry behind(Entry first, Entry entry) {
        Entry last = first;
        while (last.next != null) {
            last = last.next;
        }
        last.next = entry;
        return first;
    }

    /** Returns the oldest entry of an object; null if there is none. */
    @SuppressWarnings("unchecked") // Nothing else is put in.
    public E get(Object object) {
        return entries.isEmpty() ? null : (E) entries.get(new Probe(object));
    }

    /** Removes and returns the oldest entry of an object; null if there is none. */
    @SuppressWarnings("unchecked") // Nothing else is put in.
    public E take(Object object) {
        if (entries.isEmpty()) {
            return null;
        }
        Entry[] taken = new Entry[1];
        entries.computeIfPresent(new Probe(object), (key, first) -> {
            taken[0] = first;
            return first.next;
        });
        return (E) taken[0];
    }

    /** Removes this entry of an object; returns whether it was still there. */
    public boolean remove(Object object, E entry) {
        boolean[] found = new boolean[1];
        entries.computeIfPresent(new Probe(object), (key, first) -> {
            if (first == entry) {
                found[0] = true;
                return first.next;
            }
            for (Entry each = first; each.next != null; each = each.next) {
                if (each.next == entry) {
                    found[0] = true;
                    each.next = each.next.next;
                    break;
                }
            }
            return first;
        });
        return found[0];
    }

    public int size() {
        return entries.size();
    }
}
