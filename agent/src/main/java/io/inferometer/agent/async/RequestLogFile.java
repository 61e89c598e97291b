package io.inferometer.agent.async;

import io.inferometer.agent.thread.AgentThread;
import io.inferometer.agent.thread.Task;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.LinesFile;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.RequestLine;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.api.WriteFailure;
import io.inferometer.exporter.metric.SampleMetric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The file {@code async.log-file}. A thread of its own writes the lines of each window to it, and nobody else waits for the disk. What
 * cannot be written is tried again with the next window. Thread-safe.
 */
public final class RequestLogFile implements Task {

    private static final String KEY = "async.log-file";

    /** How long the file may become, and the one before it. */
    private static final long MOST_BYTES = 64L << 20;

    /** Windows whose lines wait to be written, beside the one that is being written. */
    private static final int MOST_WAITING = 4;

    private final String path;
    private final long mostBytes;
    private final Consumer<String> warnings;
    private final ThreadErrors errors;
    private final Deque<List<RequestLine>> waiting = new ArrayDeque<>();

    /** Being written, or to be tried again. */
    private List<RequestLine> held;

    /** The latest window that was offered. */
    private long latest;

    private long lost;
    private boolean isStarted;
    private boolean isFailing;
    private boolean hasMore;
    private boolean isClosed;
    private boolean hasEnded;

    /**
     * Touches nothing yet.
     *
     * @param warnings takes a line when the file cannot be written
     * @param errors takes what else goes wrong
     */
    public RequestLogFile(String path, Consumer<String> warnings, ThreadErrors errors) {
        this(path, MOST_BYTES, warnings, errors);
    }

    RequestLogFile(String path, long mostBytes, Consumer<String> warnings, ThreadErrors errors) {
        this.path = path;
        this.mostBytes = mostBytes;
        this.warnings = warnings;
        this.errors = errors;
    }

    /** Takes the lines of a window. Never blocks. Has no effect the second time; when it throws, it has had none. */
    public synchronized void offer(Window window) {
        if (window.requestLines().isEmpty() || window.number() == latest) {
            return;
        }
        if (!isStarted) {
            new AgentThread("async-log", this, errors).start();
            isStarted = true;
        }
        waiting.add(window.requestLines());
        latest = window.number();
        if (isClosed || waiting.size() > MOST_WAITING) {
            lost += waiting.remove().size();
        }
        hasMore = true;
        notifyAll();
    }

    @Override
    public boolean turn() throws InterruptedException {
        List<RequestLine> lines = take();
        if (lines == null) {
            return false;
        }
        try {
            Path file = Path.of(path).toAbsolutePath();
            try {
                new LinesFile(file, mostBytes).append(bytes(lines));
                done();
            } catch (IOException unwritten) {
                failed(WriteFailure.describe(KEY, file, unwritten));
            }
        } catch (InvalidPathException none) {
            failed(KEY + "=" + path + " is not a path (" + none.getReason() + "); set the path of a file");
        }
        return true;
    }

    /** Waits for lines to write; null if there will be none. */
    private synchronized List<RequestLine> take() throws InterruptedException {
        while (!isClosed && (isFailing ? !hasMore : held == null && waiting.isEmpty())) {
            wait();
        }
        hasMore = false;
        if (held == null) {
            held = waiting.poll();
        }
        if (held == null) {
            hasEnded = true;
            notifyAll();
        }
        return held;
    }

    private static byte[] bytes(List<RequestLine> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.line()).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private synchronized void done() {
        held = null;
        isFailing = false;
    }

    private void failed(String problem) {
        synchronized (this) {
            if (isClosed) {
                lost += held.size();
                held = null;
            }
            if (isFailing) {
                return;
            }
            isFailing = true;
        }
        warnings.accept(problem + ". The lines of " + MOST_WAITING
                + " windows wait; further ones are lost, and counted in inferometer_async_log_file_lost_total");
    }

    /**
     * Has the rest written and waits for that.
     *
     * @param deadline when to stop waiting, as {@link System#nanoTime} tells it
     */
    public synchronized void close(long deadline) throws InterruptedException {
        long before = lost;
        isClosed = true;
        notifyAll();
        long left = deadline - System.nanoTime();
        while (isStarted && !hasEnded && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
        long unwritten = lost - before + (held == null ? 0 : held.size());
        for (List<RequestLine> lines : waiting) {
            unwritten += lines.size();
        }
        if (unwritten > 0) {
            warnings.accept(unwritten + " lines could not be written to " + KEY + "=" + path + " and are lost");
        }
    }

    /** Returns how many lines could not be written. */
    public synchronized MetricSample sample() {
        return SampleMetric.ASYNC_LOG_FILE_LOST.sample((double) lost);
    }
}
