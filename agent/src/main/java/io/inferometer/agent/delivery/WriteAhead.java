package io.inferometer.agent.delivery;

import io.inferometer.agent.spool.Spool;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The spool's thread: writes each window to disk before an exporter may have it. Nothing is read or written before the first
 * window, after which it takes over what ended JVMs left behind. Each window is given its step here, once, in the order in which they
 * were cut. Thread-safe.
 */
final class WriteAhead implements Runnable {

    /** A disk that is slower than windows come delays so many of them; further ones go from memory. */
    static final int CAPACITY = 4;

    private final Spool spool;
    private final List<ExporterRunner> exporters;
    private final ExporterContext context;
    private final Deque<Window> handedOver = new ArrayDeque<>();
    private boolean closed;
    private boolean explained;

    /** @param exporters those that spool */
    WriteAhead(Spool spool, List<ExporterRunner> exporters, ExporterContext context) {
        this.spool = spool;
        this.exporters = exporters;
        this.context = context;
    }

    /** Never blocks. */
    synchronized void offer(Window window) {
        if (closed || handedOver.size() == CAPACITY) {
            for (int older = handedOver.size(); older > 0; older--) {
                handedOver.addLast(spool.steps().give(handedOver.removeFirst()));
            }
            pass(spool.steps().give(window), wanting(), false);
            return;
        }
        handedOver.addLast(window);
        notifyAll();
    }

    /** Windows not yet passed on. */
    synchronized int size() {
        return handedOver.size();
    }

    /** Ends the thread once it has written what it was handed. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void run() {
        try {
            boolean adopted = false;
            while (await()) {
                if (!adopted) {
                    readStep();
                }
                Window window = first();
                List<ExporterRunner> wanting = wanting();
                boolean kept = keep(window, wanting);
                if (kept) {
                    writeStep();
                }
                exporters.forEach(ExporterRunner::refreshSpooled);
                synchronized (this) {
                    pass(window, wanting, kept);
                    handedOver.removeFirst();
                }
                if (!adopted && !isClosed()) {
                    adopted = true;
                    adopt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether there is a window; false at the end. */
    private synchronized boolean await() throws InterruptedException {
        while (handedOver.isEmpty() && !closed) {
            wait();
        }
        return !handedOver.isEmpty();
    }

    /** Returns the oldest window, which stays, with its step. */
    private synchronized Window first() {
        Window window = spool.steps().give(handedOver.removeFirst());
        handedOver.addFirst(window);
        return window;
    }

    private void readStep() {
        try {
            spool.steps().read();
        } catch (IOException | RuntimeException failure) {
            explainStep(failure);
        }
    }

    private void writeStep() {
        try {
            spool.steps().write();
        } catch (IOException | RuntimeException failure) {
            explainStep(failure);
        }
    }

    private void explainStep(Exception failure) {
        if (!explained) {
            explained = true;
            context.warn("the file last-step in spool.directory cannot be used: " + failure
                    + "; steps of sagemaker-metrics may repeat after a restart. Make the file writable");
        }
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
            spool.adopt();
        } catch (Throwable failure) {
            context.warn("what earlier runs left to deliver stays where it is: " + failure);
        }
        for (ExporterRunner exporter : exporters) {
            exporter.refreshSpooled();
            exporter.lanes().wake();
        }
    }

    private static void pass(Window window, List<ExporterRunner> wanting, boolean kept) {
        Waiting waiting = Waiting.of(window, kept);
        wanting.forEach(exporter -> exporter.lanes().offer(waiting));
    }
}
