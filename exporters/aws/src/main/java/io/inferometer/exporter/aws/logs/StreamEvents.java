package io.inferometer.exporter.aws.logs;

import io.inferometer.exporter.aws.WindowItems;
import java.util.List;

/** What of one window goes to each stream, in order: its items are those of the first, then those of the next. Immutable. */
record StreamEvents(List<Part> parts) implements WindowItems {

    /** Events and what writes them. */
    record Part(LogWriter writer, LogEvents events) {}

    @Override
    public int size() {
        return parts.stream().mapToInt(part -> part.events.size()).sum();
    }
}
