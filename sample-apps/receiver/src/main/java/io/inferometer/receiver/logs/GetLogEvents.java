package io.inferometer.receiver.logs;

import static io.inferometer.receiver.shape.Shape.flag;
import static io.inferometer.receiver.shape.Shape.integer;
import static io.inferometer.receiver.shape.Shape.optional;
import static io.inferometer.receiver.shape.Shape.required;
import static io.inferometer.receiver.shape.Shape.structure;
import static io.inferometer.receiver.shape.Shape.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferometer.receiver.logs.StoredEvent.Position;
import io.inferometer.receiver.operation.DocumentHandler;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestException;
import io.inferometer.receiver.shape.Shape;
import io.inferometer.receiver.shape.Violations;
import java.util.List;

/**
 * {@code GetLogEvents} of Amazon CloudWatch Logs, API version 2014-03-28: reads back what was put, as far as it is among the
 * newest events kept, a page at a time. Thread-safe.
 */
public final class GetLogEvents extends DocumentHandler {
    private static final String FORWARD = "f/";
    private static final String BACKWARD = "b/";
    private static final long LARGEST = 1L << 53;
    private static final int EVENTS = PutLogEvents.EVENTS;

    private static final Shape REQUEST = structure(
                    optional("logGroupName", LogRules.GROUP),
                    optional("logGroupIdentifier", text(1, 2048, "[\\w#+=/:,.@\\-]*")),
                    required("logStreamName", LogRules.STREAM),
                    optional("startTime", integer(0, LARGEST)),
                    optional("endTime", integer(0, LARGEST)),
                    optional("nextToken", text(3, 64, "[fb]/\\d{1,18}/\\d{1,18}")),
                    optional("limit", integer(1, EVENTS)),
                    optional("startFromHead", flag()),
                    optional("unmask", flag()))
            .and(GetLogEvents::checkGroup)
            .and(GetLogEvents::checkDirection);

    private final LogBooks logs;

    /** @param logs what is read */
    public GetLogEvents(LogBooks logs) {
        super(Operation.GET_LOG_EVENTS, REQUEST);
        this.logs = logs;
    }

    private static void checkGroup(JsonNode request, String path, Violations violations) {
        JsonNode name = request.path("logGroupName");
        if (name.isMissingNode() == request.path("logGroupIdentifier").isMissingNode()) {
            violations.add("logGroupName", name, "expected either this member or logGroupIdentifier");
        }
    }

    /** A forward token belongs to a reading from the head. */
    private static void checkDirection(JsonNode request, String path, Violations violations) {
        JsonNode token = request.path("nextToken");
        if (token.asText().startsWith(FORWARD) && !request.path("startFromHead").asBoolean()) {
            violations.add("startFromHead", request.path("startFromHead"), "expected true with a nextForwardToken");
        }
    }

    @Override
    protected JsonNode accept(JsonNode request) throws RequestException {
        long start = request.path("startTime").asLong(0);
        long end = request.path("endTime").asLong(LARGEST);
        List<StoredEvent> events = logs
                .stored(group(request), request.get("logStreamName").textValue())
                .stream()
                .filter(stored ->
                        stored.event().timestamp() >= start && stored.event().timestamp() < end)
                .toList();
        String token = request.path("nextToken").asText();
        boolean isForward = token.isEmpty() ? request.path("startFromHead").asBoolean() : token.startsWith(FORWARD);
        int limit = request.path("limit").asInt(EVENTS);
        List<StoredEvent> page = isForward ? first(after(events, token), limit) : last(before(events, token), limit);
        return answer(page, token);
    }

    /** An identifier is a name or ends in one. */
    private static String group(JsonNode request) {
        String identifier = request.path("logGroupIdentifier").asText();
        String marker = ":log-group:";
        return identifier.isEmpty()
                ? request.get("logGroupName").textValue()
                : identifier.startsWith("arn:")
                        ? identifier.substring(identifier.indexOf(marker) + marker.length())
                        : identifier;
    }

    private static List<StoredEvent> after(List<StoredEvent> events, String token) {
        return token.isEmpty()
                ? events
                : events.stream()
                        .filter(stored -> stored.position().compareTo(position(token)) > 0)
                        .toList();
    }

    private static List<StoredEvent> before(List<StoredEvent> events, String token) {
        return token.isEmpty()
                ? events
                : events.stream()
                        .filter(stored -> stored.position().compareTo(position(token)) < 0)
                        .toList();
    }

    private static Position position(String token) {
        String[] parts = token.split("/", -1);
        return new Position(Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    private static List<StoredEvent> first(List<StoredEvent> events, int limit) {
        long bytes = 0;
        int size = 0;
        while (size < Math.min(limit, events.size()) && hasRoom(bytes + bytes(events.get(size)))) {
            bytes += bytes(events.get(size));
            size++;
        }
        return events.subList(0, size);
    }

    private static List<StoredEvent> last(List<StoredEvent> events, int limit) {
        long bytes = 0;
        int start = events.size();
        while (start > Math.max(0, events.size() - limit) && hasRoom(bytes + bytes(events.get(start - 1)))) {
            bytes += bytes(events.get(start - 1));
            start--;
        }
        return events.subList(start, events.size());
    }

    private static boolean hasRoom(long bytes) {
        return bytes <= PutLogEvents.BATCH_BYTES;
    }

    private static int bytes(StoredEvent stored) {
        return PutLogEvents.size(stored.event().message());
    }

    /** Behind an empty page stand the tokens that led to it, in the direction that they had. */
    private static JsonNode answer(List<StoredEvent> page, String token) {
        ObjectNode answer = EMPTY.deepCopy();
        ArrayNode events = answer.putArray("events");
        for (StoredEvent stored : page) {
            events.addObject()
                    .put("timestamp", stored.event().timestamp())
                    .put("message", stored.event().message())
                    .put("ingestionTime", stored.ingestionTime());
        }
        Position here = token.isEmpty() ? new Position(0, 0) : position(token);
        Position first = page.isEmpty() ? here : page.get(0).position();
        Position last = page.isEmpty() ? here : page.get(page.size() - 1).position();
        answer.put("nextForwardToken", FORWARD + last.timestamp() + "/" + last.number());
        answer.put("nextBackwardToken", BACKWARD + first.timestamp() + "/" + first.number());
        return answer;
    }
}
