package io.inferometer.agent.aggregate;

import io.inferometer.agent.custom.CustomValues;
import io.inferometer.agent.model.LoadEvent;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.CallBatch;
import io.inferometer.agent.record.CallSink;
import io.inferometer.agent.record.FoldedCalls;
import io.inferometer.agent.record.InFlightSink;
import io.inferometer.agent.record.MeasureValues;
import io.inferometer.agent.record.Recorder;
import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.ModelDetail;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Snapshot;
import io.inferometer.exporter.api.Switches;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.metric.SampleMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;

/** Owns every series. Confined to the thread that runs {@link AggregatorLoop}, but for {@link #loaded}. */
public final class Aggregator implements CallSink {

    private static final long REAP_NANOS = 1_000_000_000L;

    private final Recorder recorder;
    private final ModelRegistry registry;
    private final Resource resource;
    private final Supplier<HostStats> host;
    private final Supplier<List<ExporterStats>> exporters;
    private final AgentHealth health;
    private final QueuedRequests queued;
    private final List<ModelSeries> series = new ArrayList<>();
    private final MpscUnboundedVarHandleArrayQueue<LoadEvent> loads = new MpscUnboundedVarHandleArrayQueue<>(16);
    private final DeploymentLog deployments = new DeploymentLog();
    private final CustomValues values = new CustomValues();
    private final MachineInWindows machine;
    private final StalledTime stalled = new StalledTime();
    private final SeriesInOrder inOrder;
    private final OpenDurations byTurns = new OpenDurations() {
        @Override
        HistogramBuilder countFirst(int model, int outcome, int duration) {
            return series(model).firstCall(outcome, duration, drainMillis);
        }
    };

    // Linked at the start: a lambda whose linking runs out of memory may stay unusable.
    private final InFlightSink seen = (model, count, oldest) -> {};
    private final InFlightSink inFlight =
            (model, count, oldest) -> series(model).addInFlight(count, oldest);

    private long aggregated;
    private long windowNumber;
    private long windowStartMillis;
    private long drainMillis;
    private long lastReap = Long.MIN_VALUE;
    private long lastSlot = Long.MIN_VALUE;

    public Aggregator(
            Recorder recorder,
            ModelRegistry registry,
            Resource resource,
            Supplier<HostStats> host,
            Supplier<List<ExporterStats>> exporters,
            AgentHealth health,
            QueuedRequests queued) {
        this.queued = queued;
        this.recorder = recorder;
        this.registry = registry;
        this.resource = resource;
        this.host = host;
        this.exporters = exporters;
        this.health = health;
        this.windowStartMillis = resource.startMillis();
        this.machine = new MachineInWindows(resource.startMillis());
        this.inOrder = new SeriesInOrder(series, registry);
    }

    /** Any thread: a model was loaded or closed. */
    public void loaded(LoadEvent event) {
        loads.offer(event);
    }

    /** Any thread: where the application's own values go. */
    public CustomValues values() {
        return values;
    }

    /** Any thread: where pauses and throttling are told. */
    public StalledTime stalled() {
        return stalled;
    }

    @Override
    public void call(int model, int outcome, long durationNanos, long items) {
        series(model).call(outcome, durationNanos, items, drainMillis);
        aggregated++;
    }

    @Override
    public void calls(int model, int outcome, int[] nanos, int from, int to) {
        series(model).calls(outcome, nanos, from, to, drainMillis);
        aggregated += to - from;
    }

    @Override
    public void call(int model, int outcome, long durationNanos, MeasureValues values) {
        series(model).call(outcome, durationNanos, values, drainMillis);
        aggregated++;
    }

    @Override
    public void sample(int model, long durationNanos, MeasureValues values, long sampler, long calls) {
        long weight = recorder.weight(sampler, calls);
        if (weight > 0) {
            series(model).successes(durationNanos, weight, values, drainMillis);
            recorder.accounted(weight);
            aggregated += weight;
        } else {
            series(model).values(values);
        }
    }

    @Override
    public void untimed(int model, long typicalNanos, long calls) {
        if (calls > 0) {
            series(model).successes(typicalNanos, calls, drainMillis);
            aggregated += calls;
        }
    }

    @Override
    public CallBatch byTurns() {
        return byTurns;
    }

    private ModelSeries series(int model) {
        return model < series.size() ? series.get(model) : newSeries(model);
    }

    private ModelSeries newSeries(int model) {
        while (series.size() <= model) {
            int number = series.size();
            series.add(new ModelSeries(number, registry.id(number)));
        }
        return series.get(model);
    }

    /**
     * Takes what was recorded. After an error the next call goes on with what is left; nothing is lost, or counted twice.
     *
     * @param nowNanos {@link System#nanoTime}
     * @param nowMillis milliseconds since 1970, the time that what is found is stamped with
     * @return how many calls there were
     */
    long drain(long nowNanos, long nowMillis) {
        byTurns.begin();
        drainMillis = nowMillis;
        long calls = recorder.drain(this);
        long second = Math.floorDiv(nowNanos, REAP_NANOS);
        if (second != lastReap || recorder.isCrowded()) {
            calls += recorder.reap(this);
            // So that the age of a call that was not timed counts from here at the latest.
            recorder.inFlight(nowNanos, seen);
            lastReap = second;
        }
        byTurns.count();
        for (LoadEvent event = loads.peek(); event != null; event = loads.peek()) {
            Deployment deployment = deployments.prepare(registry.id(event.model()), event, nowNanos, nowMillis);
            series(event.model()).load(event);
            deployments.add(deployment);
            // Last: an error leaves it there.
            loads.poll();
        }
        values.drain();
        long slot = Math.floorDiv(nowNanos, LastMinute.SLOT_NANOS);
        if (slot != lastSlot) {
            drainFolded();
            for (int i = 0; i < series.size(); i++) {
                series.get(i).endSlice(nowNanos);
            }
            lastSlot = slot;
        }
        if (stalled.hasNews()) {
            settleStalls(nowNanos);
        }
        return calls;
    }

    private void settleStalls(long nowNanos) {
        drainFolded();
        stalled.begin();
        recorder.inFlight(nowNanos, stalled);
        double finished = 0;
        for (int i = 0; i < series.size(); i++) {
            finished += series.get(i).finishedNanos();
        }
        stalled.settle(nowNanos, finished);
    }

    /** Any thread. Whether a thread has ended and what it left behind is still there. */
    boolean hasEndedThreads() {
        return recorder.hasEndedThreads();
    }

    /** See {@link Recorder#watch}. */
    void watch() {
        byTurns.release();
        recorder.watch();
    }

    void unwatch() {
        recorder.unwatch();
    }

    private void drainFolded() {
        for (int model = 0; model < registry.size(); model++) {
            FoldedCalls folded = registry.model(model).folded();
            if (folded != null) {
                series(model).drain(folded, drainMillis);
            }
        }
    }

    private void look(long nowNanos) {
        recorder.awaitFolds();
        drainFolded();
        recorder.drainUntimed(this);
        for (ModelSeries each : series) {
            each.clearInFlight();
        }
        recorder.inFlight(nowNanos, inFlight);
    }

    /** The machine, and what little the agent has to say of itself beside its books. */
    private HostStats host() {
        List<MetricSample> own = new ArrayList<>(values.samples());
        own.addAll(queued.samples());
        own.addAll(stalled.samples());
        if (deployments.dropped() > 0) {
            own.add(SampleMetric.AGENT_DEPLOYMENTS_DROPPED.sample((double) deployments.dropped()));
        }
        HostStats latest = host.get();
        if (own.isEmpty()) {
            return latest;
        }
        own.addAll(latest.samples());
        return new HostStats(latest.utilization(), own);
    }

    /** Calls so far. */
    long aggregated() {
        return aggregated + byTurns.counted();
    }

    AgentStats agentStats() {
        return new AgentStats(
                recorder.recorded(),
                aggregated(),
                recorder.folded(),
                recorder.lost(),
                health.weavingErrors(),
                health.measuringErrors(),
                recorder.clamped(),
                recorder.ignoredItems());
    }

    /**
     * Cuts the window in progress; the next begins where it ends. After an error it goes on.
     *
     * @param isEnding whether the JVM ends
     */
    Window cutWindow(long nowNanos, long nowMillis, boolean isEnding) {
        look(nowNanos);
        List<ModelStats> models = new ArrayList<>();
        for (ModelSeries each : inOrder.all()) {
            Optional<ModelStats> stats = each.window(nowNanos);
            if (stats.isPresent()) {
                String above = registry.layers().above(each.model());
                models.add(
                        above.isEmpty()
                                ? stats.get()
                                : stats.get().toBuilder().beneath(above).build());
            }
        }
        Window window = Window.of(resource, windowNumber + 1, windowStartMillis, nowMillis)
                .models(models)
                .deployments(deployments.inWindow())
                .customMetrics(values.inWindow())
                .async(queued.inWindow(nowNanos))
                .requestLines(queued.linesInWindow())
                .host(machine.of(host(), isEnding, !models.isEmpty(), nowMillis))
                .agent(agentStats())
                .build();
        beginWindow(nowMillis);
        return window;
    }

    /** Needs no memory: what is in the window that was cut is in no other. */
    private void beginWindow(long nowMillis) {
        windowNumber++;
        windowStartMillis = nowMillis;
        for (int i = 0; i < series.size(); i++) {
            series.get(i).beginWindow();
        }
        deployments.beginWindow();
        values.beginWindow();
        queued.beginWindow();
    }

    Snapshot snapshot(long nowNanos, long nowMillis) {
        look(nowNanos);
        List<ModelStats> totals = new ArrayList<>();
        List<ModelStats> recent = new ArrayList<>();
        for (ModelSeries each : inOrder.all()) {
            totals.add(each.total());
            recent.add(each.lastMinute());
        }
        return snapshot(nowNanos, nowMillis, totals, recent);
    }

    /** As {@link #snapshot} without the last minute, its histograms at scale 0: all that powers of two need. */
    Snapshot totals(long nowNanos, long nowMillis) {
        look(nowNanos);
        return snapshot(nowNanos, nowMillis, inOrder.totals(), List.of());
    }

    /** Returns a {@link #snapshot} without models. {@link #details} returns those, as of the latest overview or later. */
    Snapshot overview(long nowNanos, long nowMillis) {
        look(nowNanos);
        return snapshot(nowNanos, nowMillis, List.of(), List.of());
    }

    private Snapshot snapshot(long nowNanos, long nowMillis, List<ModelStats> models, List<ModelStats> recent) {
        return new Snapshot(
                resource,
                nowMillis,
                models,
                recent,
                host(),
                agentStats(),
                exporters.get(),
                switches(),
                queued.sinceStart(nowNanos),
                registry.engineSamples());
    }

    /** See {@link SeriesInOrder#details}. */
    List<ModelDetail> details(ModelId after, int limit) {
        return inOrder.details(after, limit);
    }

    private Switches switches() {
        Set<ModelId> disabled = new TreeSet<>();
        for (int model = 0; model < registry.size(); model++) {
            if (!registry.model(model).isEnabled()) {
                disabled.add(registry.id(model));
            }
        }
        Switches others = health.switches();
        return new Switches(others.agent(), others.libraries(), disabled, others.notMeasured());
    }

    void resetRecent(long nowNanos) {
        for (ModelSeries each : series) {
            each.resetRecent(nowNanos);
        }
    }
}
