package io.inferometer.exporter.aws.logs;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;

/**
 * Events that go out in one request, within the limits that the model of the service (API version 2014-03-28) states for
 * PutLogEvents. Used by one thread.
 */
final class LogBatch {

    static final int MAX_EVENTS = 10_000;

    static final int MAX_BYTES = 1_048_576;

    /** What the service adds to the length of each message. */
    static final int EVENT_OVERHEAD = 26;

    /** What one message may have in UTF-8: 256 KiB less the overhead, the lower of the limits the service ever had. */
    static final int MAX_MESSAGE = 262_144 - EVENT_OVERHEAD;

    private static final long MAX_SPAN_MILLIS = Duration.ofHours(24).toMillis();

    private final List<InputLogEvent> events = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private int bytes;
    private int cut;

    /**
     * Takes one more event, not earlier than those before it. A message that is too long is cut after a whole character.
     *
     * @param place the event's item in its window
     * @return whether there was room
     */
    boolean add(int place, long millis, String message) {
        byte[] utf8 = message.getBytes(StandardCharsets.UTF_8);
        int length = utf8.length <= MAX_MESSAGE ? utf8.length : wholeCharacters(utf8);
        if (events.size() == MAX_EVENTS
                || bytes + length + EVENT_OVERHEAD > MAX_BYTES
                || (!events.isEmpty() && millis - events.get(0).timestamp() >= MAX_SPAN_MILLIS)) {
            return false;
        }
        cut += length < utf8.length ? 1 : 0;
        bytes += length + EVENT_OVERHEAD;
        places.add(place);
        events.add(InputLogEvent.builder()
                .timestamp(millis)
                // Through the bytes, for a lone surrogate has no place in JSON.
                .message(new String(utf8, 0, length, StandardCharsets.UTF_8))
                .build());
        return true;
    }

    /** Returns the same events in two batches; there must be more than one. */
    List<LogBatch> halves() {
        LogBatch first = new LogBatch();
        LogBatch second = new LogBatch();
        for (int i = 0; i < events.size(); i++) {
            LogBatch half = i < events.size() / 2 ? first : second;
            half.places.add(places.get(i));
            half.events.add(events.get(i));
        }
        first.cut = cut;
        return List.of(first, second);
    }

    private static int wholeCharacters(byte[] utf8) {
        int end = MAX_MESSAGE;
        while ((utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }

    List<InputLogEvent> events() {
        return events;
    }

    int size() {
        return events.size();
    }

    int place(int event) {
        return places.get(event);
    }

    int[] places() {
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    /** How many messages were cut. */
    int cut() {
        return cut;
    }
}
