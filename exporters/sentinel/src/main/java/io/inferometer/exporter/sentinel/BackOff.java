package io.inferometer.exporter.sentinel;

import java.time.Duration;

/** How long the service is left alone after an answer that will most likely be the same again: a minute, doubling, up to an hour. Used by one thread. */
final class BackOff {

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private Duration next = FIRST;

    void succeeded() {
        next = FIRST;
    }

    Duration failed() {
        Duration now = next;
        Duration twice = now.multipliedBy(2);
        next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
        return now;
    }
}
