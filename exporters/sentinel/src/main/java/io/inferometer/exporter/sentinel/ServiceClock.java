package io.inferometer.exporter.sentinel;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** This machine's clock, put right by what a server said the time was when it refused ours. Used by one thread. */
final class ServiceClock extends Clock {

    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

    private final Clock own;
    private Duration ahead = Duration.ZERO;

    ServiceClock(Clock own) {
        this.own = own;
    }

    /**
     * Goes by the server's time from now on, if it says one.
     *
     * @param date as in the header {@code Date}
     */
    void set(String date) {
        try {
            Instant theirs = ZonedDateTime.parse(date, DATE).toInstant();
            ahead = Duration.between(own.instant(), theirs);
        } catch (DateTimeException unreadable) {
            // Then ours is as good as any.
            return;
        }
    }

    @Override
    public Instant instant() {
        return own.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
