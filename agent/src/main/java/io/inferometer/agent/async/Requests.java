package io.inferometer.agent.async;

import java.util.Arrays;

/** Requests by their ids. A table whose places hold lists that the requests themselves make up: a map's entries would take half as much again. One thread only. */
final class Requests {

    private static final int LEAST = 64;

    /** More than one place ever has, unless somebody chooses ids whose hash codes are the same. */
    private static final int LONGEST = 64;

    private QueuedRequest[] places = new QueuedRequest[LEAST];
    private int size;

    /** Seeds the hash of ids, so that a client cannot choose ids that collide. Odd, as a multiplier must be to lose no bits. */
    private final long multiplier =
            (System.nanoTime() * 0x9e3779b97f4a7c15L ^ (long) System.identityHashCode(this) << 16) | 1;

    /** Whether places are found by a hash that nobody can know. It takes longer, so only where it is needed. */
    private boolean isSecret;

    int size() {
        return size;
    }

    private int place(Object id, int length) {
        int hash = isSecret && id instanceof String text ? secretHash(text) : id.hashCode();
        return (hash ^ hash >>> 16) & (length - 1);
    }

    private int secretHash(String text) {
        long hash = multiplier;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i) ^ hash >>> 32) * multiplier;
        }
        return (int) (hash >>> 32);
    }

    /** The request with this id; null if there is none. */
    QueuedRequest find(Object id) {
        QueuedRequest each = places[place(id, places.length)];
        int steps = 0;
        while (each != null && !each.id.equals(id)) {
            each = each.sibling;
            steps++;
        }
        if (steps > LONGEST && !isSecret) {
            rearrange(places.length, true);
        }
        return each;
    }

    /** Adds one whose id is not there. */
    void add(QueuedRequest request) {
        if (size >= places.length && places.length < 1 << 30) {
            rearrange(places.length * 2, isSecret);
        }
        put(request);
        size++;
    }

    private void put(QueuedRequest request) {
        int place = place(request.id, places.length);
        request.sibling = places[place];
        places[place] = request;
    }

    void remove(QueuedRequest request) {
        int place = place(request.id, places.length);
        QueuedRequest before = null;
        QueuedRequest each = places[place];
        while (each != request) {
            before = each;
            each = each.sibling;
        }
        if (before == null) {
            places[place] = request.sibling;
        } else {
            before.sibling = request.sibling;
        }
        request.sibling = null;
        size--;
        if (places.length > LEAST && size < places.length / 8) {
            rearrange(places.length / 2, isSecret);
        }
    }

    /** A table of the old size does as well, only slower. */
    private void rearrange(int length, boolean secretly) {
        QueuedRequest[] wider;
        try {
            wider = new QueuedRequest[length];
        } catch (OutOfMemoryError noRoom) {
            return;
        }
        QueuedRequest[] old = places;
        places = wider;
        isSecret = secretly;
        for (QueuedRequest first : old) {
            QueuedRequest next;
            for (QueuedRequest each = first; each != null; each = next) {
                next = each.sibling;
                put(each);
            }
        }
        Arrays.fill(old, null);
    }
}
