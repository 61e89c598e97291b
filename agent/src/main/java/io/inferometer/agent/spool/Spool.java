package io.inferometer.agent.spool;

import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Windows that outlive the process. A window is kept for some exporters and stays until each of them has acknowledged it. At
 * least once: after the end of the process a window whose acknowledgement was not yet written is offered again.
 *
 * <p>No method throws: where the directory cannot be used, {@link #keep} says so by its result, one line goes to {@code warn},
 * and the caller keeps the window in memory.
 *
 * <p>Thread-safe; no thread of its own.
 */
public final class Spool implements AutoCloseable {

    private static final int LARGEST_SEGMENT = 1 << 20;

    /** A spool of little space drops an eighth of it at a time. */
    private static final int LEAST_SEGMENTS = 8;

    /** How long after a failure the disk is left in peace. */
    private static final long RETRY_MILLIS = 5_000;

    private final SpoolOptions options;
    private final Consumer<String> warn;
    private final LongSupplier clock;
    private final Destinations destinations;
    private final SpoolDirectory directory;
    private final Segments segments;
    private final Steps steps;
    private String problem = "";
    private long failedMillis;
    private boolean closed;

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
        this.destinations = new Destinations(options.destinations());
        this.directory = new SpoolDirectory(options.directory(), options.runId());
        this.segments = new Segments(destinations.count(), warn);
        this.steps = new Steps(options.directory());
    }

    /** Returns what gives windows their steps. */
    public Steps steps() {
        return steps;
    }

    /**
     * Takes over what ended JVMs of the same service left behind: for each exporter the windows kept for the same destination.
     * Called once, after the start, on a thread that may wait for the disk.
     */
    public synchronized void adopt() {
        if (closed) {
            return;
        }
        try {
            new Adoption(directory, segments, destinations, options, warn, clock.getAsLong()).run();
        } catch (IOException | RuntimeException failure) {
            failed(failure);
        }
        expire();
        segments.shrink(options.maxBytes());
    }

    /**
     * Keeps the window for each of these exporters until acknowledged. One write to a file, which is not forced to the device: it
     * outlives the process, but a loss of power may cost the last seconds.
     *
     * @param exporters at least one, of those in {@link SpoolOptions#destinations}
     * @return whether it is on disk now, for all of them; false means for none
     */
    public boolean keep(Window window, Collection<String> exporters) {
        int bits = destinations.bits(exporters);
        byte[] encoded = bits == 0 ? null : WindowCodec.encode(window);
        synchronized (this) {
            if (closed || encoded == null || isResting()) {
                return false;
            }
            try {
                write(window, encoded, bits);
            } catch (IOException | RuntimeException failure) {
                failed(failure);
                return false;
            }
            if (!problem.isEmpty()) {
                warn.accept("spool.directory " + options.directory() + " can be used again");
            }
            problem = "";
            return true;
        }
    }

    private boolean isResting() {
        return !problem.isEmpty() && Math.abs(clock.getAsLong() - failedMillis) < RETRY_MILLIS;
    }

    private void write(Window window, byte[] encoded, int exporters) throws IOException {
        if (directory.open()) {
            warn.accept("spool.directory " + options.directory() + " was removed and has been made again: windows in it"
                    + " that were not delivered may be lost");
        }
        expire();
        String run = window.resource().runId();
        int needed = Segment.needed(encoded);
        Segment open = segments.open();
        if (open != null
                && !(open.run().equals(run)
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
                    options.serviceName(), run, options.maxAge().toMillis(), destinations.all());
            segments.open(Segment.create(directory.next(SegmentFile.OPEN), header, destinations));
        }
        segments.open().append(window, encoded, exporters);
    }

    private long segmentBytes() {
        return Math.min(LARGEST_SEGMENT, options.maxBytes() / LEAST_SEGMENTS);
    }

    private void expire() {
        segments.expire(clock.getAsLong() - options.maxAge().toMillis());
    }

    private void failed(Exception failure) {
        String line = "spool.directory " + options.directory() + " cannot be used: " + Reasons.of(failure)
                + "; windows that cannot be delivered are kept in memory only. Make it writable with space to spare, or name"
                + " another directory";
        failedMillis = clock.getAsLong();
        if (problem.isEmpty()) {
            warn.accept(line);
        }
        problem = line;
    }

    /**
     * The oldest window, by end, run and number, kept for this exporter; empty when there is none, or none that can be read now.
     * It stays.
     */
    public synchronized Optional<Window> oldest(String exporter) {
        int number = destinations.number(exporter);
        if (closed || number < 0) {
            return Optional.empty();
        }
        expire();
        return segments.oldest(number);
    }

    /**
     * This window, identified by run and number, needs not be kept for this exporter any longer. Without effect when it is not
     * kept.
     */
    public synchronized void acknowledge(String exporter, Window window) {
        int number = destinations.number(exporter);
        if (!closed && number >= 0) {
            segments.acknowledge(number, window.resource().runId(), window.number());
        }
    }

    public synchronized SpoolStats stats(String exporter) {
        int number = destinations.number(exporter);
        return number < 0 ? SpoolStats.NONE : segments.stats(number);
    }

    /** Why nothing can be kept now, in one line; empty when it can. */
    public synchronized Optional<String> problem() {
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    /** Keeps nothing any more. What is on disk stays there for the next start. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        segments.closeOpen();
        segments.release();
        try {
            directory.close(segments.isEmpty());
        } catch (IOException failure) {
            failed(failure);
        }
    }
}
