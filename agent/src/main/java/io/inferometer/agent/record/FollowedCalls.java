package io.inferometer.agent.record;

/**
 * Calls that go on after their methods have returned, by the identity of an object that each is known by, which is not kept. Several that are
 * known by one object are ended oldest first. What is collected before its call has ended takes the call along: it is lost, and counted.
 * As large as the number of such calls in flight. Thread-safe.
 */
public final class FollowedCalls {

    private final ByIdentity<FollowedCall> calls = new ByIdentity<>();

    /** @param lostCalls counts those that were collected */
    void put(Object object, FollowedCall call, LostCalls lostCalls) {
        calls.put(object, call, lost -> {
            lost.model.shared().close(lost.start);
            count(lostCalls);
        });
    }

    /** The oldest call that is known by this object, or null. */
    FollowedCall get(Object object) {
        return calls.get(object);
    }

    /** Removes and returns the oldest call that is known by this object; null when there is none. */
    FollowedCall take(Object object) {
        return calls.take(object);
    }

    /** Removes this call, wherever it is among those of its object. */
    boolean remove(Object object, FollowedCall call) {
        return calls.remove(object, call);
    }

    static void count(LostCalls lostCalls) {
        synchronized (lostCalls) {
            lostCalls.count = lostCalls.count + 1;
        }
    }
}
