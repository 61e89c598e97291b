package io.inferometer.agent.async;

import io.inferometer.exporter.api.RequestLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The lines of one window, as far as there is room. Those of failures take the room of others. Among its kind the first come stay: once
 * one had no room, no later one has. One thread only.
 */
final class WindowLines {

    /** In UTF-8. Less than 10,000 lines have so much, for time and words that all have in common take 44 each. */
    static final int MOST_BYTES = 256 << 10;

    private record Entry(Stage stage, RequestLine line) {}

    private final AtomicLongArray leftOut;
    private final List<Entry> failures = new ArrayList<>();
    private final List<Entry> others = new ArrayList<>();
    private int bytes;
    private boolean isFull;
    private boolean isFullOfFailures;

    /** @param leftOut where what is left out is counted, by stage */
    WindowLines(AtomicLongArray leftOut) {
        this.leftOut = leftOut;
    }

    /** Whether another line may find room. */
    boolean takes(boolean isFailure) {
        return !(isFailure ? isFullOfFailures : isFull);
    }

    /** @param stage by which it is counted if there is no room */
    void add(boolean isFailure, Stage stage, RequestLine line) {
        int size = line.bytes();
        while (isFailure && !hasRoom(size) && !others.isEmpty()) {
            leaveOut(others.remove(others.size() - 1));
        }
        if (!takes(isFailure) || !hasRoom(size)) {
            isFull = true;
            isFullOfFailures |= isFailure;
            leftOut.incrementAndGet(stage.ordinal());
            return;
        }
        (isFailure ? failures : others).add(new Entry(stage, line));
        bytes += size;
    }

    private boolean hasRoom(int size) {
        return bytes + size <= MOST_BYTES;
    }

    private void leaveOut(Entry entry) {
        isFull = true;
        bytes -= entry.line.bytes();
        leftOut.incrementAndGet(entry.stage.ordinal());
    }

    void addAll(WindowLines later) {
        later.failures.forEach(entry -> add(true, entry.stage, entry.line));
        later.others.forEach(entry -> add(false, entry.stage, entry.line));
        isFull |= later.isFull;
        isFullOfFailures |= later.isFullOfFailures;
    }

    /** Returns all in the order of their time. */
    List<RequestLine> inOrder() {
        List<RequestLine> lines = new ArrayList<>(failures.size() + others.size());
        failures.forEach(entry -> lines.add(entry.line));
        others.forEach(entry -> lines.add(entry.line));
        lines.sort(Comparator.comparingLong(RequestLine::atMillis));
        return lines;
    }
}
