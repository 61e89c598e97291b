package io.inferometer.agent.record;

import java.util.Arrays;

/**
 * Where in the code the sites of one id are. More than {@value #LIMIT} are not told apart from anything else: then every frame of
 * a stack may be one. Thread-safe.
 */
final class CallPlaces {

    private static final int LIMIT = 64;

    private record Place(String className, String methodName) {}

    private volatile Place[] places = {};
    private volatile boolean anywhere;

    void add(String className, String methodName) {
        Place place = new Place(className, methodName);
        synchronized (this) {
            Place[] known = places;
            if (anywhere || Arrays.asList(known).contains(place)) {
                return;
            }
            anywhere = known.length == LIMIT;
            Place[] more = Arrays.copyOf(known, anywhere ? 0 : known.length + 1);
            if (!anywhere) {
                more[known.length] = place;
            }
            places = more;
        }
    }

    /** Whether a call of them may be this frame. */
    boolean hold(StackWalker.StackFrame frame) {
        if (anywhere) {
            return true;
        }
        for (Place place : places) {
            if (frame.getMethodName().equals(place.methodName)
                    && frame.getClassName().equals(place.className)) {
                return true;
            }
        }
        return false;
    }
}
