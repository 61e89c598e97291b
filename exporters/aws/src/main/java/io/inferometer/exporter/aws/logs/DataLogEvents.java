package io.inferometer.exporter.aws.logs;

import io.inferometer.exporter.api.RequestLine;
import java.util.List;

/** The lines of queued requests that ended in one window, an event each. Immutable. */
record DataLogEvents(List<RequestLine> lines) implements LogEvents {

    @Override
    public int size() {
        return lines.size();
    }

    @Override
    public long millis(int event) {
        return lines.get(event).atMillis();
    }

    @Override
    public String message(int event) {
        return lines.get(event).line();
    }
}
