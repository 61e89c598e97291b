package io.inferometer.agent.spool;

import io.inferometer.exporter.api.RunNotes;
import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Windows that outlive the process. A window is kept for some exporters and stays until each of them has acknowledged it. At
 * least once: after the end of the process a window whose acknowledgement was not yet written is offered again.
 *
 * <p>No method throws: where the directory cannot be used, {@link #keep} says so by its result, one line goes to {@code warn},
 * and the caller keeps the window in memory. That holds for errors of the JVM too: memory that runs out, for example.
 *
 * <p>Thread-safe; no thread of its own. {@link #stats} and {@link #problem} never wait, nor does {@link #oldest} while there is
 * none. All other methods wait for the disk, as long as it takes: to be called on threads that nobody waits for without a limit.
 */
public final class Spool implements AutoCloseable {

    private static final int LARGEST_SEGMENT = 1 << 20;

    /** A spool of little space drops an eighth of it at a time. */
    private static final int LEAST_SEGMENTS = 8;

    private final SpoolOptions options;
    private final Consumer<String> warn;
    private final LongSupplier clock;
    private final Destinations destinations;
    private final SpoolDirectory directory;
    private final Segments segments;
    private final Notes notes;
    private final Steps steps;
    private final SpoolHealth health;

    /** Held while the disk works. Fair, so that exporters get their turn while much is taken over. */
    private final ReentrantLock disk = new ReentrantLock(true);

    private boolean released;
    private volatile List<SpoolStats> stats;
    private volatile boolean closed;
    private volatile int crashes = -1;

    /** What windows are packed with. */
    private volatile Vocabulary vocabulary = Vocabulary.NONE;

    /**
     * Touches no file: that waits for the first {@link #keep} or {@link #adopt}.
     *
     * @param warn takes one line, which names {@code spool.directory} and the remedy, whenever the spool becomes unusable
     * @param clock milliseconds since 1970
     */
    public Spool(SpoolOptions options, Consumer<String> warn, LongSupplier clock) {
        this.options = options;
        this.warn = warn;
        this.clock = clock;
        this.destinations = new Destinations(options);
        this.directory = new SpoolDirectory(options.directory(), options.runId());
        this.segments = new Segments(destinations.count(), warn);
        this.notes = new Notes(directory, options, destinations);
        this.stats = segments.stats();
        this.steps = new Steps(options.directory());
        this.health = new SpoolHealth(options.directory(), warn, clock);
    }

    /** Returns what gives windows their steps. */
    public Steps steps() {
        return steps;
    }

    /**
     * Takes over what ended JVMs of the same service left behind: for each exporter the windows kept for the same destination.
     * Called once, after the start. Others get their turn between the directories of two JVMs.
     *
     * @param stopped whether the rest is to be left for the next start; asked now and then
     */
    public void adopt(BooleanSupplier stopped) {
        try {
            adoptAll(() -> closed || stopped.getAsBoolean());
        } catch (IOException | RuntimeException | Error failure) {
            health.tell("what earlier JVMs left in", " is left for a later start: ", failure);
        }
        disk.lock();
        try {
            if (!closed) {
                expire();
                segments.shrink(options.maxBytes());
            }
        } catch (RuntimeException | Error failure) {
            health.failed(failure);
        } finally {
            release();
        }
    }

    private void adoptAll(BooleanSupplier stopped) throws IOException {
        if (stopped.getAsBoolean()) {
            return;
        }
        if (!Files.isDirectory(directory.base())) {
            crashes = 0;
            return;
        }
        Adoption adoption =
                new Adoption(directory, segments, notes, destinations, options, warn, clock.getAsLong(), stopped);
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(directory.base(), SpoolDirectory::isNamedLikeARun)) {
            for (Path run : runs) {
                disk.lock();
                try {
                    if (stopped.getAsBoolean()) {
                        break;
                    }
                    adoption.adopt(run);
                } finally {
                    release();
                }
            }
        }
        adoption.report();
        crashes = adoption.crashes();
    }

    /**
     * Keeps the window for each of these exporters until acknowledged. One write to a file, which is not forced to the device: it
     * outlives the process, but a loss of power may cost the last seconds.
     *
     * @param exporters at least one, of those in {@link SpoolOptions#destinations}
     * @return whether it is on disk now, for all of them; false means for none
     */
    public boolean keep(Window window, Collection<String> exporters) {
        try {
            int bits = destinations.bits(exporters);
            if (closed || bits == 0 || health.isResting()) {
                return false;
            }
            byte[] body = WindowCodec.encode(window);
            if (vocabulary.equals(Vocabulary.NONE)) {
                vocabulary = Vocabulary.of(window.host().samples());
            }
            Vocabulary words = vocabulary;
            byte[] packed = words.pack(body);
            if (Math.max(body.length, packed.length) > Packing.LARGEST) {
                throw new IOException("a window of " + body.length + " bytes is too large");
            }
            disk.lock();
            try {
                if (closed || health.isResting()) {
                    return false;
                }
                write(window, packed, words, bits);
            } finally {
                release();
            }
        } catch (IOException | RuntimeException | Error failure) {
            health.failed(failure);
            return false;
        }
        health.works();
        return true;
    }

    private void write(Window window, byte[] packed, Vocabulary words, int exporters) throws IOException {
        if (directory.open()) {
            warn.accept("spool.directory " + options.directory() + " was removed and has been made again: windows in it"
                    + " that were not delivered may be lost");
        }
        expire();
        String run = window.resource().runId();
        int needed = Segment.needed(packed);
        Segment open = segments.open();
        if (open != null
                && !(open.header().run().equals(run)
                        && open.header().vocabulary().equals(words)
                        && open.hasRoom(needed, segmentBytes())
                        && !open.file().isGone())) {
            segments.closeOpen();
        }
        int more = segments.open() == null ? SegmentFile.emptyBytes(destinations.count()) + needed : needed;
        if (more > options.maxBytes()) {
            throw new IOException("a window of " + needed + " bytes is more than spool.max-size allows");
        }
        segments.shrink(options.maxBytes() - more);
        if (segments.open() == null) {
            SegmentHeader header = new SegmentHeader(
                    SegmentHeader.VERSION,
                    options.serviceName(),
                    run,
                    options.maxAge().toMillis(),
                    destinations.all(),
                    words);
            segments.begin(directory.next(SegmentFile.OPEN), header, destinations);
        }
        segments.open().append(window, packed, exporters);
    }

    private long segmentBytes() {
        return Math.min(LARGEST_SEGMENT, options.maxBytes() / LEAST_SEGMENTS);
    }

    private void expire() {
        segments.expire(clock.getAsLong() - options.maxAge().toMillis());
    }

    /**
     * The oldest window, by end, run and number, kept for this exporter; empty when there is none, or none that can be read now.
     * It stays. Waits for the disk only if there is one.
     */
    public Optional<Window> oldest(String exporter) {
        int number = destinations.number(exporter);
        if (closed || number < 0 || stats.get(number).windows() == 0) {
            return Optional.empty();
        }
        disk.lock();
        try {
            if (closed) {
                return Optional.empty();
            }
            expire();
            Optional<Window> oldest = segments.oldest(number);
            health.canRead();
            return oldest;
        } catch (RuntimeException | Error failure) {
            health.failedToRead(failure);
            return Optional.empty();
        } finally {
            release();
        }
    }

    /**
     * The first windows of a run that are kept for this exporter. They stay. Waits for the disk.
     *
     * @param excerpt what is needed of a window
     * @return empty if they cannot be read now, which does not mean that there are none
     */
    public Optional<FirstWindows> first(String exporter, String run, UnaryOperator<Window> excerpt) {
        return read(exporter, number -> segments.first(number, run, excerpt));
    }

    /** The runs of which windows are kept for this exporter; none if the spool is closed. */
    public Set<String> runs(String exporter) {
        return read(exporter, segments::runs).orElse(Set.of());
    }

    private interface Reading<T> {
        T of(int exporter) throws IOException;
    }

    private <T> Optional<T> read(String exporter, Reading<T> reading) {
        int number = destinations.number(exporter);
        disk.lock();
        try {
            return closed || number < 0 ? Optional.empty() : Optional.of(reading.of(number));
        } catch (IOException | RuntimeException | Error failure) {
            health.failedToRead(failure);
            return Optional.empty();
        } finally {
            release();
        }
    }

    /** The notes of an exporter. Each call waits for the disk. */
    public RunNotes notes(String exporter) {
        return new ExporterNotes(exporter, notes, disk, health, () -> closed);
    }

    /**
     * This window, identified by run and number, needs not be kept for this exporter any longer. Without effect when it is not
     * kept.
     */
    public void acknowledge(String exporter, Window window) {
        int number = destinations.number(exporter);
        if (closed || number < 0) {
            return;
        }
        disk.lock();
        try {
            if (!closed) {
                segments.acknowledge(number, window.resource().runId(), window.number());
            }
        } catch (RuntimeException | Error failure) {
            health.failed(failure);
        } finally {
            release();
        }
    }

    /** As of the latest change. Never waits. */
    public SpoolStats stats(String exporter) {
        int number = destinations.number(exporter);
        return number < 0 ? SpoolStats.NONE : stats.get(number);
    }

    /**
     * Returns how many earlier JVMs of this service {@link #adopt} found that were writing when they ended, as one does that is killed or
     * crashes; each is found once. Empty before. Never waits.
     */
    public OptionalInt crashes() {
        int found = crashes;
        return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
    }

    /** Why nothing can be kept now, in one line; empty when it can. Never waits. */
    public Optional<String> problem() {
        return health.problem();
    }

    /**
     * Keeps nothing any more, from this moment on; then waits for the disk. What is on disk stays there for the next start, which
     * can read it whether or not this came to its end.
     */
    @Override
    public void close() {
        closed = true;
        disk.lock();
        try {
            if (!released) {
                released = true;
                segments.closeOpen();
                segments.release();
                directory.close(segments.isEmpty() && notes.isEmpty());
            }
        } catch (IOException | RuntimeException | Error failure) {
            health.failed(failure);
        } finally {
            release();
        }
    }

    private void release() {
        try {
            stats = segments.stats();
        } catch (RuntimeException | Error noMemory) {
            // The next change tells them.
            return;
        } finally {
            disk.unlock();
        }
    }
}
