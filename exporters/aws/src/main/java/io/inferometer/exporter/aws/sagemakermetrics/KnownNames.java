package io.inferometer.exporter.aws.sagemakermetrics;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * The metric names that the trial component has for certain. Once it is full no other name is sent, but for one window an
 * hour: the limit may have been raised, and a name that an earlier run created is not known here. Used by one thread.
 */
final class KnownNames {

    static final int MAX_NAMES = 20_000;

    static final Duration PAUSE = Duration.ofHours(1);

    private final Set<String> names = new HashSet<>();
    private Instant pausedUntil = Instant.MIN;
    private boolean everFull;

    void accepted(String name) {
        if (names.size() < MAX_NAMES) {
            names.add(name);
        }
    }

    /**
     * The service has no room for this name.
     *
     * @return whether this is the first time
     */
    boolean refused(String name, Instant now) {
        names.remove(name);
        pausedUntil = now.plus(PAUSE);
        boolean first = !everFull;
        everFull = true;
        return first;
    }

    boolean maySend(String name, Instant now) {
        return !now.isBefore(pausedUntil) || names.contains(name);
    }
}
