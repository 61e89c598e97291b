package io.inferometer.agent.spool;

import io.inferometer.exporter.api.Window;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
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

    private static final Comparator<Window> BY_TIME = Comparator.comparingLong(Window::endMillis)
            .thenComparing(window -> window.resource().runId())
            .thenComparingLong(Window::number);

    private final Map<String, TreeSet<Window>> kept = new HashMap<>();

    /**
     * Touches no file: that waits for the first {@link #keep} or {@link #adopt}.
     *
     * @param warn takes one line, which names {@code spool.directory} and the remedy, whenever the spool becomes unusable
     * @param clock milliseconds since 1970
     */
    public Spool(SpoolOptions options, Consumer<String> warn, LongSupplier clock) {
        for (String exporter : options.destinations().keySet()) {
            kept.put(exporter, new TreeSet<>(BY_TIME));
        }
    }

    /**
     * Takes over what ended JVMs of the same service left behind: for each exporter the windows kept for the same destination.
     * Called once, after the start, on a thread that may wait for the disk.
     */
    public synchronized void adopt() {}

    /**
     * Keeps the window for each of these exporters until acknowledged.
     *
     * @param exporters of those in {@link SpoolOptions#destinations}
     * @return whether it is on disk now, for all of them; false means for none
     */
    public synchronized boolean keep(Window window, Collection<String> exporters) {
        exporters.forEach(exporter -> kept.get(exporter).add(window));
        return true;
    }

    /** The oldest window, by end, run and number, kept for this exporter; empty when there is none. It stays. */
    public synchronized Optional<Window> oldest(String exporter) {
        return kept.get(exporter).stream().findFirst();
    }

    /**
     * This window, identified by run and number, needs not be kept for this exporter any longer. Without effect when it is not
     * kept.
     */
    public synchronized void acknowledge(String exporter, Window window) {
        kept.get(exporter).remove(window);
    }

    public synchronized SpoolStats stats(String exporter) {
        return new SpoolStats(kept.get(exporter).size(), 0, 0);
    }

    /** Why nothing can be kept now, in one line; empty when it can. */
    public synchronized Optional<String> problem() {
        return Optional.empty();
    }

    /** Keeps nothing any more. What is on disk stays there for the next start. */
    @Override
    public synchronized void close() {
        kept.values().forEach(TreeSet::clear);
    }
}
