package io.inferometer.agent.async;

import java.util.ArrayDeque;
import java.util.Deque;

/** How many requests ended in the last minute, by looks that are a second apart. One thread only. */
final class RecentEnds {

    private static final long MINUTE = 60_000_000_000L;

    /** @param ended how many had until then */
    private record Look(long time, long ended) {}

    /** The first is the latest that is a minute old, once there is one. */
    private final Deque<Look> looks = new ArrayDeque<>();

    /**
     * Notes how many have ended so far.
     *
     * @param now not before that of the last call
     */
    void look(long now, long ended) {
        looks.addLast(new Look(now, ended));
        Look first = looks.removeFirst();
        while (!looks.isEmpty() && now - looks.getFirst().time >= MINUTE) {
            first = looks.removeFirst();
        }
        looks.addFirst(first);
    }

    /** How many of those that have ended did so in the last minute, at most a second more. */
    long count(long now, long ended) {
        Look first = looks.peekFirst();
        return first == null || now - first.time < MINUTE ? ended : ended - first.ended;
    }
}
