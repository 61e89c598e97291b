package io.inferometer.agent.record;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls that go on after their methods have returned, by the identity of an object that each is known by, which is not kept. Several that are
 * known by one object are ended oldest first. What is collected before its call has ended takes the call along: it is lost, and counted.
 * As large as the number of such calls in flight. Thread-safe.
 */
public final class FollowedCalls {

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

    private final ConcurrentHashMap<Key, FollowedCall> calls = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

    /** @param lostCalls counts those that were collected */
    void put(Object object, FollowedCall call, LostCalls lostCalls) {
        forgetCollected(lostCalls);
        calls.merge(new Key(object, collected), call, FollowedCalls::behind);
    }

    private static FollowedCall behind(FollowedCall first, FollowedCall call) {
        FollowedCall last = first;
        while (last.next != null) {
            last = last.next;
        }
        last.next = call;
        return first;
    }

    /** The oldest call that is known by this object, or null. */
    FollowedCall get(Object object) {
        return calls.isEmpty() ? null : calls.get(new Key(object, null));
    }

    /** Removes and returns the oldest call that is known by this object; null when there is none. */
    FollowedCall take(Object object) {
        if (calls.isEmpty()) {
            return null;
        }
        FollowedCall[] taken = new FollowedCall[1];
        calls.computeIfPresent(new Key(object, null), (key, first) -> {
            taken[0] = first;
            return first.next;
        });
        return taken[0];
    }

    /** Removes this call, wherever it is among those of its object. */
    boolean remove(Object object, FollowedCall call) {
        boolean[] found = new boolean[1];
        calls.computeIfPresent(new Key(object, null), (key, first) -> {
            if (first == call) {
                found[0] = true;
                return first.next;
            }
            for (FollowedCall each = first; each.next != null; each = each.next) {
                if (each.next == call) {
                    found[0] = true;
                    each.next = call.next;
                    return first;
                }
            }
            return first;
        });
        return found[0];
    }

    private void forgetCollected(LostCalls lostCalls) {
        for (Reference<?> each = collected.poll(); each != null; each = collected.poll()) {
            for (FollowedCall call = calls.remove(each); call != null; call = call.next) {
                call.model.shared().close(call.start);
                count(lostCalls);
            }
        }
    }

    static void count(LostCalls lostCalls) {
        synchronized (lostCalls) {
            lostCalls.count = lostCalls.count + 1;
        }
    }
}
