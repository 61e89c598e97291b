package io.inferometer.receiver.logs;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A log group that was created.
 *
 * @param retentionInDays how long events are kept; null if they are never deleted
 * @param events stored in each of its streams, by the stream's name
 */
public record LogGroup(Integer retentionInDays, Map<String, Long> events) {
    static final LogGroup NEW = new LogGroup(null, Map.of());

    public LogGroup {
        events = Collections.unmodifiableMap(new TreeMap<>(events));
    }

    LogGroup with(int days) {
        return new LogGroup(days, events);
    }

    LogGroup with(String stream, long more) {
        Map<String, Long> sums = new TreeMap<>(events);
        sums.merge(stream, more, Long::sum);
        return new LogGroup(retentionInDays, sums);
    }
}
