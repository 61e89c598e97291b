package io.inferometer.agent.delivery;

import io.inferometer.agent.spool.Spool;
import io.inferometer.agent.thread.Task;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.Window;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The spool's thread: writes each window to disk before an exporter may have it. Nothing is read or written before the first
 * window, after which it takes over what ended JVMs left behind. Thread-safe.
 */
final class WriteAhead implements Task {

    /** A disk that is slower than windows come delays so many of them; further ones go from memory. */
    static final int CAPACITY = 4;

    private final Spool spool;
    private final List<ExporterRunner> exporters;
    private final ThreadErrors errors;
    private final Deque<Window> handedOver = new ArrayDeque<>();
    private boolean finishing;
    private boolean leaving;
    private volatile boolean left;

    /** Who is to have the oldest window; null before it is written. What stopped in between goes on with it. */
    private List<ExporterRunner> receivers;

    private Waiting written;
    private int passed;
    private boolean adopted;

    /** @param exporters those that spool */
    WriteAhead(Spool spool, List<ExporterRunner> exporters, ThreadErrors errors) {
        this.spool = spool;
        this.exporters = exporters;
        this.errors = errors;
    }

    /**
     * Never blocks, never throws.
     *
     * @return whether it is taken; false when the disk is too slow, or the end has come
     */
    synchronized boolean offer(Window window) {
        if (finishing || handedOver.size() == CAPACITY) {
            return false;
        }
        handedOver.addLast(window);
        notifyAll();
        return true;
    }

    /** Windows not yet passed on. */
    synchronized int size() {
        return handedOver.size();
    }

    /** Takes no more windows. */
    synchronized void finish() {
        finishing = true;
        notifyAll();
    }

    /** Has the thread write what exporters still have in memory alone, close the spool, and end. */
    synchronized void leave() {
        finishing = true;
        leaving = true;
        notifyAll();
    }

    /** Whether that is done. */
    boolean hasLeft() {
        return left;
    }

    @Override
    public boolean turn() throws InterruptedException {
        Window window = next();
        if (window == null) {
            keepRest();
            spool.close();
            left = true;
            return false;
        }
        if (receivers == null) {
            write(window);
        }
        for (; passed < receivers.size(); passed++) {
            receivers.get(passed).lanes().offer(written);
        }
        passedOn();
        if (!adopted && !isFinishing()) {
            adopted = true;
            adopt();
        }
        return true;
    }

    /** The oldest window, which stays; null when there is none, nor will be. */
    private synchronized Window next() throws InterruptedException {
        while (handedOver.isEmpty() && !leaving) {
            wait();
        }
        return handedOver.peekFirst();
    }

    private synchronized boolean isFinishing() {
        return finishing;
    }

    /** Makes all it needs first: once the window is on disk nothing may fail. */
    private void write(Window window) {
        List<ExporterRunner> wanting =
                exporters.stream().filter(ExporterRunner::wantsWindows).toList();
        List<String> names = wanting.stream().map(ExporterRunner::name).toList();
        Waiting onDisk = Waiting.of(window, true);
        Waiting inMemory = Waiting.of(window, false);
        written = keep(window, names) ? onDisk : inMemory;
        passed = 0;
        receivers = wanting;
    }

    private synchronized void passedOn() {
        receivers = null;
        written = null;
        handedOver.removeFirst();
    }

    private boolean keep(Window window, List<String> names) {
        try {
            return !names.isEmpty() && spool.keep(window, names);
        } catch (Throwable failure) {
            // Then it goes from memory.
            errors.add("writing a window to spool.directory", failure);
            return false;
        }
    }

    private void adopt() {
        try {
            spool.adopt(this::isFinishing);
        } catch (Throwable failure) {
            // What earlier runs left to deliver stays where it is.
            errors.add("taking over what earlier runs left in spool.directory", failure);
        }
        for (ExporterRunner exporter : exporters) {
            exporter.lanes().wake();
        }
    }

    /** The disk may be usable again by now. */
    private void keepRest() {
        for (ExporterRunner exporter : exporters) {
            Lanes lanes = exporter.lanes();
            for (Waiting rest = lanes.takeOldest(); rest != null; rest = lanes.takeOldest()) {
                if (!rest.kept() && keep(rest.window(), List.of(exporter.name()))) {
                    lanes.settled(1);
                }
            }
        }
    }
}
