package io.inferometer.exporter.aws;

import io.inferometer.exporter.api.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The time from which CloudWatch, CloudWatch Logs and SageMaker Metrics take values: 14 days back to 2 hours ahead. */
public final class TimeLimits {

    private static final Duration OLDEST = Duration.ofDays(14);
    private static final Duration LATEST = Duration.ofHours(2);

    /** Both limits in words. */
    public static final String RANGE = "not older than 14 days, not ahead by more than 2 hours";

    private TimeLimits() {}

    /** Why a value is older than the services take it; empty when it is not. */
    public static Optional<String> tooOld(long millis, Instant now) {
        return Instant.ofEpochMilli(millis).isBefore(now.minus(OLDEST))
                ? Optional.of("older than 14 days")
                : Optional.empty();
    }

    /** Why a value is further ahead than the services take it; empty when it is not. */
    public static Optional<String> tooNew(long millis, Instant now) {
        return Instant.ofEpochMilli(millis).isAfter(now.plus(LATEST))
                ? Optional.of("ahead by more than 2 hours")
                : Optional.empty();
    }

    /** What to answer for a window whose time the services do not take; empty when they do. */
    public static Optional<Delivery> refusal(long millis, Instant now) {
        return tooOld(millis, now)
                .or(() -> tooNew(millis, now))
                .map(why -> Delivery.rejected("the service takes no value from " + Instant.ofEpochMilli(millis) + " at "
                        + now + ": " + RANGE));
    }
}
