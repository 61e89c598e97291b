package io.inferometer.agent.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: from one second, doubling, up to a minute, of which half is random. One thread only. */
final class Backoff {

    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 60_000;

    private final RandomGenerator random;
    private long millis = FIRST_MILLIS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    void succeeded() {
        millis = FIRST_MILLIS;
    }

    /** @param asked how long the backend asked to be left alone; zero when it did not say */
    Duration failed(Duration asked) {
        long jittered = millis / 2 + random.nextLong(millis / 2 + 1);
        millis = Math.min(millis * 2, LONGEST_MILLIS);
        return asked.toMillis() > jittered ? asked : Duration.ofMillis(jittered);
    }
}
