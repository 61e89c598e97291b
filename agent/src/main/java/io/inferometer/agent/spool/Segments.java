package io.inferometer.agent.spool;

import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** All segments of this JVM, those it took over included. Not thread-safe. */
final class Segments {

    private final ArrayList<Segment> all = new ArrayList<>();
    private final Consumer<String> warn;
    private final ExpiredWindows expired;
    private Segment open;

    /** @param exporters how many this JVM has */
    Segments(int exporters, Consumer<String> warn) {
        this.warn = warn;
        this.expired = new ExpiredWindows(exporters);
    }

    /** Makes sure that the next {@link #add} or {@link #begin} cannot fail for want of memory. */
    void reserve() {
        all.ensureCapacity(all.size() + 1);
    }

    void add(Segment segment) {
        all.add(segment);
    }

    /** The one that is written; null when there is none. */
    Segment open() {
        return open;
    }

    /** Makes a segment, which is written from now on. */
    void begin(Path path, SegmentHeader header, Destinations destinations) throws IOException {
        reserve();
        open = Segment.create(path, header, destinations);
        all.add(open);
    }

    /** Ends the one that is written. */
    void closeOpen() {
        Segment last = open;
        open = null;
        if (last == null) {
            return;
        }
        if (last.pending().isEmpty()) {
            delete(last);
            return;
        }
        if (last.file().isGone()) {
            // What it holds can only be read while it is open.
            return;
        }
        try {
            last.close();
        } catch (IOException failed) {
            // A start can read an open one too.
            release(last);
        }
    }

    Optional<Window> oldest(int exporter) {
        Set<Segment> unreadable = new HashSet<>();
        while (true) {
            Segment segment = withOldest(exporter, unreadable);
            if (segment == null) {
                return Optional.empty();
            }
            Optional<Window> window = read(segment, segment.oldest(exporter), unreadable);
            if (window.isPresent()) {
                return window;
            }
        }
    }

    /** Reads a window. One that is damaged or gone is dropped; a segment that cannot be read now joins {@code unreadable}. */
    private Optional<Window> read(Segment segment, int ordinal, Set<Segment> unreadable) {
        try {
            return Optional.of(segment.read(ordinal));
        } catch (DamagedException | RuntimeException damaged) {
            warn.accept("a window in " + segment.file().path() + " was damaged and is dropped: " + Reasons.of(damaged));
            drop(segment, ordinal);
        } catch (IOException failed) {
            if (segment.file().isGone()) {
                warn.accept(segment.file().path() + " was removed, and windows with it that were not delivered");
                drop(segment);
            } else {
                unreadable.add(segment);
            }
        }
        return Optional.empty();
    }

    /** @throws IOException if one of them cannot be read now */
    FirstWindows first(int exporter, String run, UnaryOperator<Window> excerpt) throws IOException {
        Set<Segment> unreadable = new HashSet<>();
        List<Window> windows = new ArrayList<>();
        int rows = 0;
        for (Map.Entry<Long, Segment> place : places(exporter, run).entrySet()) {
            if (windows.size() == FirstWindows.MOST || rows >= FirstWindows.MOST_ROWS) {
                return new FirstWindows(windows, true);
            }
            Segment segment = place.getValue();
            int ordinal = segment.pending().find(segment.position(exporter), place.getKey());
            Optional<Window> window = ordinal < 0 ? Optional.empty() : read(segment, ordinal, unreadable);
            if (!unreadable.isEmpty()) {
                throw new IOException(segment.file().path() + " cannot be read");
            }
            if (window.isPresent()) {
                Window part = excerpt.apply(window.get());
                windows.add(part);
                rows += part.hostRows().size() + part.models().size() * FirstWindows.ROWS_PER_MODEL;
            }
        }
        return new FirstWindows(windows, false);
    }

    private NavigableMap<Long, Segment> places(int exporter, String run) {
        NavigableMap<Long, Segment> places = new TreeMap<>();
        for (Segment segment : all) {
            int position = segment.position(exporter);
            if (position >= 0 && segment.header().run().equals(run)) {
                PendingWindows pending = segment.pending();
                for (int ordinal = 0; ordinal < pending.size(); ordinal++) {
                    if (pending.isPending(ordinal, position)) {
                        places.put(pending.number(ordinal), segment);
                    }
                }
            }
        }
        return places;
    }

    /** Returns the runs of which an exporter has windows to acknowledge. */
    Set<String> runs(int exporter) {
        Set<String> runs = new LinkedHashSet<>();
        for (Segment segment : all) {
            if (segment.oldest(exporter) >= 0) {
                runs.add(segment.header().run());
            }
        }
        return runs;
    }

    private Segment withOldest(int exporter, Set<Segment> except) {
        Comparator<Segment> byOldest = Comparator.<Segment>comparingLong(
                        segment -> segment.pending().end(segment.oldest(exporter)))
                .thenComparing(segment -> segment.header().run())
                .thenComparingLong(segment -> segment.pending().number(segment.oldest(exporter)));
        Segment oldest = null;
        for (Segment segment : all) {
            if (segment.oldest(exporter) >= 0
                    && !except.contains(segment)
                    && (oldest == null || byOldest.compare(segment, oldest) < 0)) {
                oldest = segment;
            }
        }
        return oldest;
    }

    void acknowledge(int exporter, String run, long number) {
        // Backwards, for one that is finished goes. A copy of the list could lack memory: the window is delivered
        // already.
        for (int i = all.size() - 1; i >= 0; i--) {
            Segment segment = all.get(i);
            int position = segment.position(exporter);
            if (position >= 0 && segment.header().run().equals(run)) {
                int ordinal = segment.pending().find(position, number);
                if (ordinal >= 0) {
                    acknowledge(segment, ordinal, position);
                    finish(segment);
                }
            }
        }
    }

    private static void acknowledge(Segment segment, int ordinal, int position) {
        try {
            segment.acknowledge(ordinal, position);
        } catch (IOException | RuntimeException | Error failed) {
            // It is acknowledged as far as this JVM is concerned; after its end the window may be sent again.
            return;
        }
    }

    /** What ended before {@code limit} is not kept any longer. */
    void expire(long limit) {
        for (Segment segment : List.copyOf(all)) {
            PendingWindows pending = segment.pending();
            if (segment.oldestEnd() < limit) {
                for (int ordinal = 0; ordinal < pending.size(); ordinal++) {
                    if (pending.end(ordinal) < limit) {
                        expired.add(segment, ordinal);
                    }
                }
            }
            finish(segment);
        }
        expired.tellOfOthers(warn);
    }

    /** Drops the oldest segments until the others take no more than this. */
    void shrink(long bytes) {
        while (bytes() > bytes && !all.isEmpty()) {
            drop(all.stream().min(Comparator.comparingLong(Segment::oldestEnd)).orElseThrow());
        }
        expired.tellOfOthers(warn);
    }

    private void drop(Segment segment) {
        for (int ordinal = 0; ordinal < segment.pending().size(); ordinal++) {
            expired.add(segment, ordinal);
        }
        delete(segment);
    }

    private void drop(Segment segment, int ordinal) {
        int pending = segment.pending().exporters(ordinal);
        expired.add(segment, ordinal);
        for (int position = 0; position < Integer.SIZE; position++) {
            if (((pending >>> position) & 1) != 0 && !segment.pending().isEmpty()) {
                mark(segment, ordinal, position);
            }
        }
        finish(segment);
    }

    private static void mark(Segment segment, int ordinal, int position) {
        try {
            segment.file().acknowledge(ordinal, position);
        } catch (IOException failed) {
            // The next start finds it damaged again.
            return;
        }
    }

    /** Empties or deletes a segment that nobody waits for. */
    private void finish(Segment segment) {
        if (!segment.pending().isEmpty()) {
            return;
        }
        if (!segment.equals(open)) {
            delete(segment);
        } else if (segment.pending().size() > 0) {
            try {
                segment.clear();
            } catch (IOException failed) {
                delete(segment);
            }
        }
    }

    private void delete(Segment segment) {
        if (segment.equals(open)) {
            open = null;
        }
        try {
            segment.file().delete();
        } catch (IOException failed) {
            warn.accept(segment.file().path() + " cannot be deleted: " + Reasons.of(failed));
        }
        // Last: what an error left is finished when next looked at.
        all.remove(segment);
    }

    long bytes() {
        long bytes = 0;
        for (Segment segment : all) {
            bytes += segment.file().size();
        }
        return bytes;
    }

    /** For each exporter, by number. */
    List<SpoolStats> stats() {
        List<SpoolStats> stats = new ArrayList<>(expired.exporters());
        for (int exporter = 0; exporter < expired.exporters(); exporter++) {
            stats.add(stats(exporter));
        }
        return stats;
    }

    private SpoolStats stats(int exporter) {
        long windows = 0;
        long bytes = 0;
        for (Segment segment : all) {
            int position = segment.position(exporter);
            if (position >= 0) {
                windows += segment.pending().windows(position);
                bytes += segment.pending().bytes(position);
            }
        }
        return new SpoolStats(windows, bytes, expired.count(exporter));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Lets go of all files. */
    void release() {
        all.forEach(Segments::release);
    }

    private static void release(Segment segment) {
        try {
            segment.file().release();
        } catch (IOException failed) {
            // Nothing is written by closing.
            return;
        }
    }
}
