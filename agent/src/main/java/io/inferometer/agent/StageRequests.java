package io.inferometer.agent;

import io.inferometer.agent.aggregate.QueuedRequests;
import io.inferometer.agent.async.AsyncEndpoint;
import io.inferometer.agent.async.RequestLogFile;
import io.inferometer.agent.async.Stage;
import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.log.Log;
import io.inferometer.agent.record.Outcomes;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.RequestLine;
import io.inferometer.exporter.api.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The queued requests of this JVM as soon as there is a stage; until then nothing of what follows them is loaded. Thread-safe. */
final class StageRequests implements QueuedRequests {

    private final Config config;
    private final Outcomes outcomes;
    private final SiteErrors errors;
    private final ThreadErrors threadErrors;
    private volatile AsyncEndpoint endpoint;

    /** Null until there is a stage, and where none is configured. */
    private volatile RequestLogFile file;

    StageRequests(Config config, Outcomes outcomes, SiteErrors errors, ThreadErrors threadErrors) {
        this.config = config;
        this.outcomes = outcomes;
        this.errors = errors;
        this.threadErrors = threadErrors;
    }

    /** Called when there is a stage. */
    synchronized AsyncEndpoint endpoint() {
        AsyncEndpoint made = endpoint;
        if (made == null) {
            String path = config.get(Options.ASYNC_LOG_FILE);
            boolean areLogged = path != null || StageOptions.areExported(config);
            made = new AsyncEndpoint(StageOptions.limits(config), outcomes, errors, areLogged);
            if (!config.get(Options.ASYNC_MODEL).isEmpty()) {
                made.has(Stage.MODEL);
            }
            file = path == null ? null : new RequestLogFile(path, Log::warn, threadErrors);
            endpoint = made;
        }
        return made;
    }

    /** Whether there was a stage so far. */
    boolean exist() {
        return endpoint != null;
    }

    /** Whether lines go to a file. */
    boolean areFiled() {
        return file != null;
    }

    /** Writes the lines of a window to the file. Never blocks. Has no effect the second time. */
    void write(Window window) {
        RequestLogFile known = file;
        if (known != null) {
            known.offer(window);
        }
    }

    /** Returns the window with no more lines than exporters want. */
    Window forExporters(Window window) {
        return window.requestLines().isEmpty() || StageOptions.areExported(config)
                ? window
                : window.toBuilder().requestLines(List.of()).build();
    }

    /** Has the rest written to the file and waits for that. */
    void closeFile(long deadline) throws InterruptedException {
        RequestLogFile known = file;
        if (known != null) {
            known.close(deadline);
        }
    }

    @Override
    public List<RequestLine> linesInWindow() {
        AsyncEndpoint known = endpoint;
        return known == null ? List.of() : known.linesInWindow();
    }

    @Override
    public Optional<AsyncStats> inWindow(long nowNanos) {
        AsyncEndpoint known = endpoint;
        return known == null ? Optional.empty() : Optional.of(known.inWindow(nowNanos));
    }

    @Override
    public void beginWindow() {
        AsyncEndpoint known = endpoint;
        if (known != null) {
            known.beginWindow();
        }
    }

    @Override
    public Optional<AsyncStats> sinceStart(long nowNanos) {
        AsyncEndpoint known = endpoint;
        return known == null ? Optional.empty() : Optional.of(known.sinceStart(nowNanos));
    }

    @Override
    public List<MetricSample> samples() {
        AsyncEndpoint known = endpoint;
        if (known == null) {
            return List.of();
        }
        List<MetricSample> samples = new ArrayList<>(known.samples());
        RequestLogFile log = file;
        if (log != null) {
            samples.add(log.sample());
        }
        return samples;
    }
}
