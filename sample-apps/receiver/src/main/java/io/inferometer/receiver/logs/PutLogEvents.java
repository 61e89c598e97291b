package io.inferometer.receiver.logs;

import static io.inferometer.receiver.shape.Shape.integer;
import static io.inferometer.receiver.shape.Shape.list;
import static io.inferometer.receiver.shape.Shape.map;
import static io.inferometer.receiver.shape.Shape.optional;
import static io.inferometer.receiver.shape.Shape.required;
import static io.inferometer.receiver.shape.Shape.structure;
import static io.inferometer.receiver.shape.Shape.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferometer.receiver.operation.DocumentHandler;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestException;
import io.inferometer.receiver.operation.Service;
import io.inferometer.receiver.shape.Shape;
import io.inferometer.receiver.shape.Violations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code PutLogEvents} of Amazon CloudWatch Logs, API version 2014-03-28. Events too old or too new are refused singly,
 * with HTTP 200. Thread-safe.
 */
public final class PutLogEvents extends DocumentHandler {
    static final int EVENTS = 10_000;
    /** Of a batch: the bytes of all messages and {@link #EVENT_OVERHEAD} for each. */
    static final int BATCH_BYTES = 1_048_576;

    static final int EVENT_OVERHEAD = 26;
    /** Of one event and its overhead: the limit that held until April 2025, kept for receivers that still have it. */
    static final int EVENT_BYTES = 262_144;

    static final Duration OLDEST = Duration.ofDays(14);
    static final Duration NEWEST = Duration.ofHours(2);
    static final Duration SPAN = Duration.ofHours(24);

    private static final String ANY = "(?s).+";

    private static final Shape EVENT = structure(
            required("timestamp", integer(0, 1L << 53)),
            required("message", text(1, EVENT_BYTES, ANY).and(PutLogEvents::checkEvent)));

    private static final Shape REQUEST = structure(
            required("logGroupName", LogRules.GROUP),
            required("logStreamName", LogRules.STREAM),
            required("logEvents", list(1, EVENTS, EVENT).and(PutLogEvents::checkBatch)),
            optional("sequenceToken", text(1, Integer.MAX_VALUE, ANY)),
            optional(
                    "entity",
                    structure(
                            optional("keyAttributes", map(2, 4, text(1, 32, ANY), text(1, 512, ANY))),
                            optional("attributes", map(0, 10, text(1, 256, ANY), text(1, 512, ANY))))));

    private final LogBooks logs;
    private final InstantSource clock;

    /** @param logs where events are written down */
    public PutLogEvents(LogBooks logs, InstantSource clock) {
        super(Operation.PUT_LOG_EVENTS, REQUEST);
        this.logs = logs;
        this.clock = clock;
    }

    /** The limit of a batch holds for messages alone: as JSON they may be six times as long, and each has a frame. */
    @Override
    public int bodyLimit() {
        return 8 << 20;
    }

    @Override
    protected JsonNode accept(JsonNode request) throws RequestException {
        String group = request.get("logGroupName").textValue();
        String stream = request.get("logStreamName").textValue();
        List<LogEvent> events = new ArrayList<>();
        for (JsonNode event : request.get("logEvents")) {
            events.add(new LogEvent(
                    group,
                    stream,
                    event.get("timestamp").longValue(),
                    event.get("message").textValue()));
        }
        long now = clock.millis();
        long expired = logs.retention(group, stream)
                .map(retention -> now - retention.toMillis())
                .orElse(Long.MIN_VALUE);
        // In ascending order, so that each limit divides the batch into two.
        int expiredEnd = before(events, expired);
        int tooOldEnd = before(events, now - OLDEST.toMillis());
        int tooNewStart = before(events, now + NEWEST.toMillis() + 1);
        int start = Math.max(expiredEnd, tooOldEnd);
        List<LogEvent> valid = events.subList(start, Math.max(start, tooNewStart));
        checkSpan(valid);
        logs.put(group, stream, valid, events.size() - valid.size(), now);
        return answer(events.size(), expiredEnd, tooOldEnd, tooNewStart);
    }

    private static ObjectNode answer(int events, int expiredEnd, int tooOldEnd, int tooNewStart) {
        ObjectNode answer = EMPTY.deepCopy();
        answer.put("nextSequenceToken", "0");
        ObjectNode rejected = EMPTY.deepCopy();
        if (tooNewStart < events) {
            rejected.put("tooNewLogEventStartIndex", tooNewStart);
        }
        if (tooOldEnd > 0) {
            rejected.put("tooOldLogEventEndIndex", tooOldEnd);
        }
        if (expiredEnd > 0) {
            rejected.put("expiredLogEventEndIndex", expiredEnd);
        }
        if (!rejected.isEmpty()) {
            answer.set("rejectedLogEventsInfo", rejected);
        }
        return answer;
    }

    private static int before(List<LogEvent> events, long limit) {
        return (int) events.stream().filter(event -> event.timestamp() < limit).count();
    }

    private static void checkSpan(List<LogEvent> valid) throws RequestException {
        if (valid.isEmpty()) {
            return;
        }
        long span = valid.get(valid.size() - 1).timestamp() - valid.get(0).timestamp();
        if (span > SPAN.toMillis()) {
            throw Service.LOGS.invalid("The batch of log events in a single PutLogEvents request cannot span more than"
                    + " 24 hours; found " + Duration.ofMillis(span));
        }
    }

    private static void checkEvent(JsonNode message, String path, Violations violations) {
        int size = size(message.asText());
        if (size > EVENT_BYTES) {
            violations.add(path, message, "expected at most " + EVENT_BYTES + " bytes with overhead, not " + size);
        }
    }

    private static void checkBatch(JsonNode events, String path, Violations violations) {
        long bytes = 0;
        long last = 0;
        for (JsonNode event : events) {
            bytes += size(event.path("message").asText());
            long timestamp = event.path("timestamp").asLong();
            if (timestamp < last) {
                violations.add(path, event, "expected log events in chronological order by their timestamp");
                return;
            }
            last = timestamp;
        }
        if (bytes > BATCH_BYTES) {
            violations.add(path, events.get(0), "expected at most " + BATCH_BYTES + " bytes in all, not " + bytes);
        }
    }

    /** What an event takes of a batch, in bytes. */
    static int size(String message) {
        return message.getBytes(StandardCharsets.UTF_8).length + EVENT_OVERHEAD;
    }
}
