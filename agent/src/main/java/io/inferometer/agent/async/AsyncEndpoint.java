package io.inferometer.agent.async;

import io.inferometer.agent.record.Outcomes;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;
import io.inferometer.agent.thread.Task;
import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.RequestLine;
import io.inferometer.exporter.metric.SampleMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;

/**
 * The queued requests of this JVM: their stages come in, their figures go out. As a task it follows the requests and reads the gauges
 * once a second. Thread-safe.
 */
public final class AsyncEndpoint implements Task {

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** How long events wait where there are many. */
    private static final long BUSY_NANOS = 100_000_000L;

    private static final int MANY = 1_000;

    private final Events events = new Events();
    private final Problems problems = new Problems();
    private final StageEvents stages;
    private final SiteErrors errors;
    private final Tracker tracker;
    private final RequestLog log;
    private long nextSample;
    private boolean isBegun;

    /**
     * @param outcomes sorts what stages throw
     * @param errors takes what goes wrong in measuring
     * @param areLogged whether requests that end have lines
     */
    public AsyncEndpoint(AsyncLimits limits, Outcomes outcomes, SiteErrors errors, boolean areLogged) {
        this.errors = errors;
        this.log = areLogged ? new RequestLog() : null;
        this.stages = new StageEvents(events, problems, outcomes, errors, limits.maxTracked(), areLogged);
        this.tracker = new Tracker(events, problems, limits, log);
    }

    /** Makes the site of an instrumented method. */
    public Site site(Stage stage, IdReader ids, Switch measuring) {
        has(stage);
        return new StageSite(stage, ids, stages, errors, measuring);
    }

    /**
     * Makes the site of the calls that submit tasks.
     *
     * @param classes has the run of a class of tasks instrumented, and answers whether it is
     */
    public Site submitSite(Predicate<Class<?>> classes, Switch measuring) {
        StageSite accept = new StageSite(Stage.ACCEPT, new IdReader.Given(), stages, errors, measuring);
        return new SubmitSite(accept, process(measuring), stages, classes, errors, measuring);
    }

    /** Makes the site of what runs tasks of a class that are submitted. */
    public Site taskSite(Switch measuring) {
        return new TaskSite(process(measuring), stages, errors);
    }

    private StageSite process(Switch measuring) {
        return new StageSite(Stage.PROCESS, new IdReader.Given(), stages, errors, measuring);
    }

    /**
     * Makes the site of a method of the AWS SDK that is a stage inside a PROCESS.
     *
     * @param requests which calls are of this stage
     */
    public Site sdkSite(Stage stage, SdkRequests requests, Switch measuring) {
        return new SdkSite(stage, requests, stages, errors, measuring);
    }

    /**
     * Makes the site of a method of streams that the AWS SDK returns.
     *
     * @param reads whether it answers −1 at the stream's end; else it ends the stream
     */
    public Site streamSite(boolean reads) {
        return new StreamSite(reads, stages, errors);
    }

    /** There are methods of this stage. */
    public void has(Stage stage) {
        if (stage == Stage.MODEL) {
            tracker.hasModelStage();
        }
    }

    /** @param workers answers how many workers are ready, or NaN if that is not known; called once a second */
    public void capacity(DoubleSupplier workers) {
        tracker.ready(workers);
    }

    @Override
    public boolean turn() {
        long now = System.nanoTime();
        if (!isBegun) {
            isBegun = true;
            nextSample = now + SECOND_NANOS;
        }
        int taken = drain(now);
        if (now - nextSample >= 0) {
            tracker.sweep(now);
            tracker.sample(now);
            // Seconds that were missed have no samples.
            nextSample += SECOND_NANOS * (1 + (now - nextSample) / SECOND_NANOS);
        }
        long pause = nextSample - System.nanoTime();
        LockSupport.parkNanos(this, taken < MANY ? pause : Math.min(pause, BUSY_NANOS));
        return true;
    }

    /** Follows the requests up to now; how many events there were. */
    int drain(long nowNanos) {
        return tracker.drain(nowNanos);
    }

    /** Returns what happened in the window in progress, which ends now. */
    public AsyncStats inWindow(long nowNanos) {
        return tracker.inWindow(nowNanos);
    }

    /** Returns the lines of requests that ended in the window of the last {@link #inWindow}, in that order of time. */
    public List<RequestLine> linesInWindow() {
        return tracker.linesInWindow();
    }

    /** Another window has begun. Needs no memory. */
    public void beginWindow() {
        tracker.beginWindow();
    }

    /** Returns what happened since the start. */
    public AsyncStats sinceStart(long nowNanos) {
        return tracker.sinceStart(nowNanos);
    }

    /** Returns what could not be taken as it came, and how many requests are known one by one. */
    public List<MetricSample> samples() {
        List<MetricSample> samples = new ArrayList<>(problems.samples());
        samples.add(SampleMetric.ASYNC_TRACKED.sample((double) tracker.tracked()));
        if (log != null) {
            samples.addAll(log.samples());
        }
        return samples;
    }

    /** Returns a line for each kind of problem that there was, the same each time. */
    public List<String> complaints() {
        return problems.complaints();
    }
}
