package io.inferometer.exporter.aws;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands where it is put: at first a second after {@link Windows#END}. */
public final class SetClock extends Clock {

    private Instant now = Instant.ofEpochMilli(Windows.END).plusSeconds(1);

    public void set(Instant instant) {
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
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
