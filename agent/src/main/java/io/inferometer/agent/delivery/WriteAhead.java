package io.inferometer.agent.delivery;

import io.inferometer.agent.spool.Spool;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.Window;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The spool's thread: writes each window to disk before an exporter may have it. Nothing is read or written before the first
 * window, after which it takes over what ended JVMs left behind. Thread-safe.
 */
final class WriteAhead implements Runnable {

    /** A disk that is slower than windows come delays so many of them; further ones go from memory. */
    static final int CAPACITY = 4;

    private final Spool spool;
    private final List<ExporterRunner> exporters;
    private final ExporterContext context;
    private final Deque<Window> handedOver = new ArrayDeque<>();
    private boolean closed;
    private List<Rest> rest;
    private boolean ended;

    /** A window of one exporter that is nowhere but in memory. */
    record Rest(ExporterRunner exporter, Window window) {}

    /** @param exporters those that spool */
    WriteAhead(Spool spool, List<ExporterRunner> exporters, ExporterContext context) {
        this.spool = spool;
        this.exporters = exporters;
        this.context = context;
    }

    /** Never blocks. */
    synchronized void offer(Window window) {
        if (closed || handedOver.size() == CAPACITY) {
            pass(window, wanting(), false);
            return;
        }
        handedOver.addLast(window);
        notifyAll();
    }

    /** Windows not yet passed on. */
    synchronized int size() {
        return handedOver.size();
    }

    /** Takes over nothing any more, and writes what it was handed. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /**
     * After {@link #close}: writes these too, closes the spool and ends the thread.
     *
     * @param deadline as {@link System#nanoTime} tells it
     * @return false when the disk was slower: what is not written is lost, but nothing that was written before
     */
    synchronized boolean finish(List<Rest> windows, long deadline) throws InterruptedException {
        rest = windows;
        notifyAll();
        for (long left = deadline - System.nanoTime(); left > 0 && !ended; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return ended;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void run() {
        try {
            boolean adopted = false;
            for (Window window = next(); window != null; window = next()) {
                List<ExporterRunner> wanting = wanting();
                boolean kept = keep(window, wanting);
                synchronized (this) {
                    pass(window, wanting, kept);
                    handedOver.removeFirst();
                }
                if (!adopted && !isClosed()) {
                    adopted = true;
                    adopt();
                }
            }
            for (Rest each : rest()) {
                if (keep(each.window(), List.of(each.exporter()))) {
                    each.exporter().lanes().settled(1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            spool.close();
            end();
        }
    }

    /** The last ones; waits for them. */
    private synchronized List<Rest> rest() throws InterruptedException {
        while (rest == null) {
            wait();
        }
        return rest;
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The oldest window, which stays; null at the end. */
    private synchronized Window next() throws InterruptedException {
        while (handedOver.isEmpty() && !closed) {
            wait();
        }
        return handedOver.peekFirst();
    }

    private List<ExporterRunner> wanting() {
        return exporters.stream().filter(ExporterRunner::wantsWindows).toList();
    }

    private boolean keep(Window window, List<ExporterRunner> wanting) {
        List<String> names = new ArrayList<>();
        wanting.forEach(exporter -> names.add(exporter.name()));
        try {
            return !names.isEmpty() && spool.keep(window, names);
        } catch (Throwable failure) {
            context.warn("a window is kept in memory only: " + failure);
            return false;
        }
    }

    private void adopt() {
        try {
            spool.adopt(this::isClosed);
        } catch (Throwable failure) {
            context.warn("what earlier runs left to deliver stays where it is: " + failure);
        }
        for (ExporterRunner exporter : exporters) {
            exporter.lanes().wake();
        }
    }

    private static void pass(Window window, List<ExporterRunner> wanting, boolean kept) {
        Waiting waiting = Waiting.of(window, kept);
        wanting.forEach(exporter -> exporter.lanes().offer(waiting));
    }
}
