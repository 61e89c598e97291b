package io.inferometer.agent.delivery;

import io.inferometer.agent.spool.Spool;
import io.inferometer.agent.thread.Task;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The spool's thread: writes each window to disk before an exporter may have it. Nothing is read or written before the first
 * window, after which it takes over what ended JVMs left behind. Each window is given its step here, once, in the order in which they
 * were cut. Thread-safe.
 */
final class WriteAhead implements Task {

    /** A disk that is slower than windows come delays so many of them; further ones go from memory. */
    static final int CAPACITY = 4;

    private final Spool spool;
    private final List<ExporterRunner> exporters;
    private final ThreadErrors errors;
    private final List<Window> handedOver = new ArrayList<>(CAPACITY);
    private boolean finishing;
    private boolean leaving;

    /** Until then a step could repeat one of the JVM that ended a moment ago. */
    private boolean lastStepRead;

    private volatile boolean left;

    /** The exporters that get the oldest window; null until it is written. A turn that failed is resumed from here. */
    private List<ExporterRunner> receivers;

    private PendingWindow written;
    private int passed;
    private volatile boolean isOldestOnDisk;
    private boolean adopted;

    /** @param exporters those that spool */
    WriteAhead(Spool spool, List<ExporterRunner> exporters, ThreadErrors errors) {
        this.spool = spool;
        this.exporters = exporters;
        this.errors = errors;
    }

    /**
     * Never blocks. Throws only when nothing has changed.
     *
     * @return null when it is taken; else, for the disk is too slow or the end has come, the window with its step
     */
    synchronized Window offer(Window window) {
        boolean isTooLate = leaving || (finishing && lastStepRead);
        if (isTooLate || handedOver.size() == CAPACITY) {
            for (int i = 0; i < handedOver.size(); i++) {
                handedOver.set(i, spool.steps().give(handedOver.get(i)));
            }
            return spool.steps().give(window);
        }
        handedOver.add(window);
        notifyAll();
        return null;
    }

    /** Windows that are neither on disk nor passed on. */
    synchronized int unwritten() {
        return handedOver.size() - (isOldestOnDisk ? 1 : 0);
    }

    /** Whether every window is in the lanes of its exporters. */
    synchronized boolean isPassedOn() {
        return handedOver.isEmpty();
    }

    /** Takes no more windows, except while the last step of earlier runs is being read. */
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
            if (!lastStepRead) {
                step(() -> spool.steps().read());
            }
            write(first());
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
        return handedOver.isEmpty() ? null : handedOver.get(0);
    }

    /** The oldest window, which stays, with its step. */
    private synchronized Window first() {
        lastStepRead = true;
        Window window = spool.steps().give(handedOver.get(0));
        handedOver.set(0, window);
        return window;
    }

    private interface StepAccess {
        void run() throws IOException;
    }

    private void step(StepAccess access) {
        try {
            access.run();
        } catch (Throwable failure) {
            errors.add(
                    "the file last-step in spool.directory, without which steps of sagemaker-metrics may repeat after a"
                            + " restart,",
                    failure);
        }
    }

    private synchronized boolean isFinishing() {
        return finishing;
    }

    /** Makes all it needs first: once the window is on disk nothing may fail. */
    private void write(Window window) {
        List<ExporterRunner> wanting =
                exporters.stream().filter(ExporterRunner::wantsWindows).toList();
        List<String> names = wanting.stream().map(ExporterRunner::name).toList();
        PendingWindow onDisk = PendingWindow.of(window, true);
        PendingWindow inMemory = PendingWindow.of(window, false);
        boolean kept = keep(window, names);
        isOldestOnDisk = kept;
        written = kept ? onDisk : inMemory;
        passed = 0;
        receivers = wanting;
        if (kept) {
            step(() -> spool.steps().write());
        }
    }

    private synchronized void passedOn() {
        receivers = null;
        written = null;
        handedOver.remove(0);
        isOldestOnDisk = false;
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
            for (PendingWindow rest = lanes.takeOldest(); rest != null; rest = lanes.takeOldest()) {
                if (!rest.kept() && keep(rest.window(), List.of(exporter.name()))) {
                    lanes.settled(1);
                }
            }
        }
    }
}
