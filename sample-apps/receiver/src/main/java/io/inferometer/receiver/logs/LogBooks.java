package io.inferometer.receiver.logs;

import io.inferometer.receiver.cloudwatch.DataBooks;
import io.inferometer.receiver.logs.StoredEvent.Position;
import io.inferometer.receiver.operation.Newest;
import io.inferometer.receiver.operation.RequestException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Log groups and books of log events. Not thread-safe. */
public final class LogBooks {
    static final int EVENTS_KEPT = 10_000;
    static final int BREACHES_KEPT = 100;
    /** Of groups, and of streams in each. */
    static final int NAMES_KEPT = 1_000;

    private final Map<String, LogGroup> groups = new TreeMap<>();
    private final Newest<LogEvent> newest = new Newest<>(EVENTS_KEPT);

    /** The same, as they are read back. */
    private final Deque<StoredEvent> stored = new ArrayDeque<>();

    private final Newest<String> breaches = new Newest<>(BREACHES_KEPT);
    private final DataBooks metrics = new DataBooks();
    private long rejected;
    private long embedded;

    /** @throws RequestException if it is there, or there is no room */
    public void createGroup(String group) throws RequestException {
        if (groups.containsKey(group)) {
            throw exists("log group");
        }
        checkRoom(groups);
        groups.put(group, LogGroup.NEW);
    }

    /** @throws RequestException if it is there, its group is not, or there is no room */
    public void createStream(String group, String stream) throws RequestException {
        LogGroup known = group(group);
        if (known.events().containsKey(stream)) {
            throw exists("log stream");
        }
        checkRoom(known.events());
        groups.put(group, known.with(stream, 0));
    }

    void retain(String group, int days) throws RequestException {
        groups.put(group, group(group).with(days));
    }

    private LogGroup group(String name) throws RequestException {
        LogGroup group = groups.get(name);
        if (group == null) {
            throw new RequestException(400, "ResourceNotFoundException", "The specified log group does not exist.");
        }
        return group;
    }

    private void checkStream(String group, String stream) throws RequestException {
        if (!group(group).events().containsKey(stream)) {
            throw new RequestException(400, "ResourceNotFoundException", "The specified log stream does not exist.");
        }
    }

    /** How long events of a stream are kept; empty if they are never deleted. */
    Optional<Duration> retention(String group, String stream) throws RequestException {
        checkStream(group, stream);
        return Optional.ofNullable(group(group).retentionInDays()).map(Duration::ofDays);
    }

    /**
     * Stores events.
     *
     * @param accepted of that stream, which exists
     * @param refused how many others the batch had
     * @param now in milliseconds since 1970
     */
    void put(String group, String stream, List<LogEvent> accepted, int refused, long now) {
        groups.computeIfPresent(group, (name, known) -> known.with(stream, accepted.size()));
        rejected += refused;
        for (LogEvent event : accepted) {
            newest.add(event);
            if (stored.size() == EVENTS_KEPT) {
                stored.removeFirst();
            }
            stored.addLast(new StoredEvent(event, new Position(event.timestamp(), newest.added()), now));
            Optional<EmbeddedMetrics> document = EmbeddedMetrics.parse(event.message());
            if (document.isPresent()) {
                embedded++;
                if (document.get().breaches().isEmpty()) {
                    metrics.put(document.get().data());
                } else {
                    breaches.add(document.get().breaches());
                }
            }
        }
    }

    /**
     * The events of a stream as far as they are kept, in their order.
     *
     * @throws RequestException if there is no such stream
     */
    List<StoredEvent> stored(String group, String stream) throws RequestException {
        checkStream(group, stream);
        return stored.stream()
                .filter(one -> one.event().logGroupName().equals(group)
                        && one.event().logStreamName().equals(stream))
                .sorted(Comparator.comparing(StoredEvent::position))
                .toList();
    }

    /** Empties the books. */
    public void clear() {
        groups.clear();
        newest.clear();
        stored.clear();
        breaches.clear();
        metrics.clear();
        rejected = 0;
        embedded = 0;
    }

    /** What was stored until now. */
    public ReceivedLogs snapshot() {
        return new ReceivedLogs(
                Collections.unmodifiableMap(new TreeMap<>(groups)),
                newest.added(),
                rejected,
                newest.repeats(),
                newest.toList(),
                embedded,
                breaches.added(),
                breaches.toList(),
                metrics.snapshot());
    }

    private static RequestException exists(String what) {
        return new RequestException(400, "ResourceAlreadyExistsException", "The specified " + what + " already exists");
    }

    private static void checkRoom(Map<String, ?> names) throws RequestException {
        if (names.size() == NAMES_KEPT) {
            throw new RequestException(400, "LimitExceededException", "Resource limit exceeded.");
        }
    }
}
