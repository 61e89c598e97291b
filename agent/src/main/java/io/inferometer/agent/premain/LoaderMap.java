package io.inferometer.agent.premain;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What is known of class loaders, as long as they live. By identity: {@code equals} and {@code hashCode} of a loader are the application's, and may
 * fail, or wait for a lock. Not thread-safe.
 *
 * @param <V> what is known; does not refer to a loader
 */
public final class LoaderMap<V> {

    private static final class Key extends WeakReference<ClassLoader> {

        private final int hash;

        Key(ClassLoader loader, ReferenceQueue<ClassLoader> gone) {
            super(loader, gone);
            hash = System.identityHashCode(loader);
        }

        @Override
        public boolean equals(Object other) {
            if (this == other) {
                return true;
            }
            ClassLoader loader = get();
            return loader != null && other instanceof Key key && key.get() == loader;
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private final Map<Key, V> values = new HashMap<>();
    private final ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();

    /** Returns null where nothing is known. */
    public V get(ClassLoader loader) {
        return values.get(new Key(loader, null));
    }

    /** Returns what was known before; null where nothing was. */
    public V put(ClassLoader loader, V value) {
        for (Reference<?> each = gone.poll(); each != null; each = gone.poll()) {
            values.remove(each);
        }
        return values.put(new Key(loader, gone), value);
    }

    /** What is known of all, which may be removed from. */
    public Collection<V> values() {
        return values.values();
    }
}
