package io.inferometer.agent.record;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where in the code the sites of one id are. More than {@value #LIMIT} are not told apart from anything else: then every frame of
 * a stack may be one. Thread-safe.
 */
final class CallPlaces {

    private static final int LIMIT = 64;

    private record Place(String className, String methodName) {}

    private static final Place[] NOWHERE = {};
    private static final Place[] ANYWHERE = {};

    private final AtomicReference<Place[]> places = new AtomicReference<>(NOWHERE);

    void add(String className, String methodName) {
        Place place = new Place(className, methodName);
        places.updateAndGet(known -> with(known, place));
    }

    private static Place[] with(Place[] known, Place place) {
        if (known == ANYWHERE || known.length == LIMIT) {
            return ANYWHERE;
        }
        if (Arrays.asList(known).contains(place)) {
            return known;
        }
        Place[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = place;
        return more;
    }

    /** Whether a call of them may be this frame. */
    boolean hold(StackWalker.StackFrame frame) {
        Place[] known = places.get();
        if (known == ANYWHERE) {
            return true;
        }
        for (Place place : known) {
            if (frame.getMethodName().equals(place.methodName)
                    && frame.getClassName().equals(place.className)) {
                return true;
            }
        }
        return false;
    }
}
