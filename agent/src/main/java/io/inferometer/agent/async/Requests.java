package io.inferometer.agent.async;

import java.util.Arrays;

/** Requests by their ids. A table whose places hold lists that the requests themselves make up: a map's entries would take half as much again. One thread only. */
final class Requests {

    private static final int LEAST = 64;

    private Request[] places = new Request[LEAST];
    private int size;

    int size() {
        return size;
    }

    private static int place(Object id, int length) {
        int hash = id.hashCode();
        return (hash ^ hash >>> 16) & (length - 1);
    }

    /** The request with this id; null if there is none. */
    Request find(Object id) {
        Request each = places[place(id, places.length)];
        while (each != null && !each.id.equals(id)) {
            each = each.sibling;
        }
        return each;
    }

    /** Adds one whose id is not there. */
    void add(Request request) {
        if (size >= places.length && places.length < 1 << 30) {
            resize(places.length * 2);
        }
        put(request);
        size++;
    }

    private void put(Request request) {
        int place = place(request.id, places.length);
        request.sibling = places[place];
        places[place] = request;
    }

    void remove(Request request) {
        int place = place(request.id, places.length);
        Request before = null;
        Request each = places[place];
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
            resize(places.length / 2);
        }
    }

    /** A table of the old size does as well, only slower. */
    private void resize(int length) {
        Request[] wider;
        try {
            wider = new Request[length];
        } catch (OutOfMemoryError noRoom) {
            return;
        }
        Request[] old = places;
        places = wider;
        for (Request first : old) {
            Request next;
            for (Request each = first; each != null; each = next) {
                next = each.sibling;
                put(each);
            }
        }
        Arrays.fill(old, null);
    }
}
