package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.inferometer.agent.custom.ValueSite;
import io.inferometer.agent.model.LoadEvent;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.FixedModel;
import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;
import io.inferometer.exporter.api.CustomMetric;
import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Snapshot;
import io.inferometer.exporter.api.Window;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a clock of the test's own. */
class AggregatorTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long EPOCH = 1_700_000_000_000L;

    private final Recorder recorder = new Recorder();
    private final ModelRegistry registry = new ModelRegistry(recorder, 4, Map.of());
    private final Aggregator aggregator = new Aggregator(
            recorder,
            registry,
            new Resource("s", "e", "v", "i", 1, "run", "0", EPOCH),
            () -> HostStats.NONE,
            List::of,
            () -> 3);
    private final Model model = registry.model("onnxruntime", "a", "");
    private long now = 1000 * SECOND;

    private long millis() {
        return EPOCH + (now - 1000 * SECOND) / 1_000_000;
    }

    private void pass(long nanos) {
        now += nanos;
        aggregator.drain(now, millis());
    }

    private Window cut() {
        aggregator.drain(now, millis());
        return aggregator.cutWindow(now, millis());
    }

    private Snapshot snapshot() {
        aggregator.drain(now, millis());
        return aggregator.snapshot(now, millis());
    }

    private void call(Model of, int outcome, long nanos, long items) {
        aggregator.call(of.index(), outcome, nanos, items);
    }

    private static ModelStats only(List<ModelStats> models) {
        assertThat(models).hasSize(1);
        return models.get(0);
    }

    private Site site(Model of) {
        return TestSites.on(recorder, new FixedModel(of));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void windowsAreExactDifferencesOfTheTotals(long seed) {
        Random random = new Random(seed);
        List<Model> models = new ArrayList<>(List.of(model));
        Map<ModelId, List<Long>> made = new TreeMap<>();
        Window sum = null;
        long end = EPOCH;
        for (int i = 0; i < 400; i++) {
            for (int j = random.nextInt(8); j > 0; j--) {
                if (models.size() < 4 && random.nextInt(20) == 0) {
                    models.add(registry.model("onnxruntime", "m" + models.size(), ""));
                }
                Model of = models.get(random.nextInt(models.size()));
                long nanos = random.nextLong() >>> (10 + random.nextInt(54));
                call(of, random.nextInt(4), nanos, random.nextInt(3) * (1L + random.nextInt(64)));
                made.computeIfAbsent(registry.id(of.index()), id -> new ArrayList<>())
                        .add(nanos);
            }
            pass(random.nextInt(3_000_000) * 1000L);
            if (random.nextInt(5) == 0) {
                Window window = cut();
                assertThat(window.startMillis()).isEqualTo(end);
                end = window.endMillis();
                assertThat(end).isEqualTo(millis());
                assertThat(window.number()).isEqualTo(sum == null ? 1 : sum.number() + 1);
                sum = sum == null ? window : sum.then(window);
                assertThat(sum.models())
                        .as("seed %d window %d", seed, window.number())
                        .isEqualTo(withCalls(snapshot().models()));
            }
        }
        Snapshot total = snapshot();
        assertThat(withCalls(total.models())).extracting(ModelStats::id).containsExactlyElementsOf(made.keySet());
        for (ModelStats stats : withCalls(total.models())) {
            List<Long> nanos = made.get(stats.id());
            assertThat(stats.latency().count()).isEqualTo(nanos.size());
            assertThat(stats.latency().sum())
                    .isEqualTo(nanos.stream().mapToLong(Long::longValue).sum());
            assertThat(stats.latency().min())
                    .isEqualTo(nanos.stream().mapToLong(Long::longValue).min().orElseThrow());
            assertThat(stats.latency().max())
                    .isEqualTo(nanos.stream().mapToLong(Long::longValue).max().orElseThrow());
        }
    }

    private static List<ModelStats> withCalls(List<ModelStats> models) {
        return models.stream().filter(stats -> stats.invocations() > 0).toList();
    }

    @Test
    void minimumAndMaximumAreThoseOfTheWindow() {
        call(model, 0, 500, 0);
        call(model, 0, 9_000, 0);
        ExponentialHistogram first = only(cut().models()).duration(Outcome.SUCCESS);
        assertThat(new long[] {first.min(), first.max()}).containsExactly(500, 9_000);
        pass(SECOND);
        call(model, 0, 700, 0);
        pass(7 * SECOND);
        call(model, 0, 800, 0);
        ExponentialHistogram second = only(cut().models()).duration(Outcome.SUCCESS);
        assertThat(new long[] {second.min(), second.max()}).containsExactly(700, 800);
        ExponentialHistogram total = only(snapshot().models()).duration(Outcome.SUCCESS);
        assertThat(new long[] {total.min(), total.max()}).containsExactly(500, 9_000);
    }

    @Test
    void aModelThatWasNotCalledIsNotInTheWindow() {
        call(model, 0, 500, 0);
        assertThat(cut().models()).hasSize(1);
        pass(10 * SECOND);
        Window empty = cut();
        assertThat(empty.models()).isEmpty();
        assertThat(empty.number()).isEqualTo(2);
        assertThat(empty.endMillis() - empty.startMillis()).isEqualTo(10_000);
        assertThat(snapshot().models()).as("but stays in the totals").hasSize(1);
    }

    @Test
    void allFourOutcomesAreThereFromTheFirstCallOn() {
        call(model, 2, 500, 0);
        ModelStats stats = only(snapshot().models());
        assertThat(stats.duration(Outcome.SERVER_ERROR).count()).isEqualTo(1);
        assertThat(stats.duration(Outcome.SUCCESS).count()).isZero();
    }

    @Test
    void aModelWithNothingButCallsInFlightAppears() {
        Site site = site(model);
        now = System.nanoTime();
        var call = site.enter(this);
        now = System.nanoTime() + 5 * SECOND;
        ModelStats waiting = only(cut().models());
        assertThat(waiting.inFlight()).isEqualTo(1);
        assertThat(waiting.oldestInFlightNanos()).isBetween(5 * SECOND, 6 * SECOND);
        assertThat(waiting.invocations()).isZero();
        site.exit(call, this, null, null, null);
        ModelStats finished = only(cut().models());
        assertThat(finished.inFlight()).isZero();
        assertThat(finished.invocations()).isEqualTo(1);
        assertThat(cut().models()).isEmpty();
    }

    @Test
    void theLastMinuteMovesOnAndTheTotalsDoNot() {
        for (int second = 0; second < 300; second++) {
            call(model, 0, 1_000_000L + second, 0);
            pass(SECOND);
            ModelStats minute = only(snapshot().recent());
            // It moves on by slices of five seconds.
            assertThat(minute.invocations())
                    .as("after %d s", second + 1)
                    .isBetween(Math.min(second + 1L, 55), Math.min(second + 1L, 65));
            assertThat(minute.latency().min()).isGreaterThanOrEqualTo(1_000_000L + second + 1 - 65);
            assertThat(minute.latency().max()).isEqualTo(1_000_000L + second);
        }
        assertThat(only(snapshot().models()).invocations()).isEqualTo(300);
        pass(66 * SECOND);
        assertThat(only(snapshot().recent()).invocations()).isZero();
        assertThat(only(snapshot().models()).invocations()).isEqualTo(300);
        assertThat(only(cut().models()).invocations())
                .as("the window has all since the last")
                .isEqualTo(300);
    }

    @Test
    void aResetForgetsTheLastMinuteAndNothingElse() {
        call(model, 0, 500, 0);
        pass(6 * SECOND);
        call(model, 1, 700, 0);
        aggregator.resetRecent(now);
        assertThat(only(snapshot().recent()).invocations()).isZero();
        assertThat(only(snapshot().models()).invocations()).isEqualTo(2);
        call(model, 0, 900, 0);
        assertThat(only(snapshot().recent()).latency().max()).isEqualTo(900);
        assertThat(only(snapshot().recent()).invocations()).isEqualTo(1);
        assertThat(only(cut().models()).invocations())
                .as("the window lost nothing")
                .isEqualTo(3);
    }

    @Test
    void foldedCallsAreInTheTotalsAndInExactlyOneWindow() {
        Site site = site(model);
        int calls = 700_000;
        for (int i = 0; i < calls; i++) {
            site.exit(site.enter(this), this, null, null, i % 2 == 0 ? null : new IllegalStateException());
        }
        Window window = cut();
        assertThat(window.agent().folded()).isPositive();
        assertThat(window.agent().aggregated()).isPositive();
        assertThat(window.agent().recorded()).isEqualTo(calls);
        assertThat(window.agent().aggregated() + window.agent().folded()).isEqualTo(calls);
        assertThat(window.agent().lost()).isZero();
        assertThat(window.agent().weavingErrors()).isEqualTo(3);
        ModelStats stats = only(window.models());
        assertThat(stats.duration(Outcome.SUCCESS).count()).isEqualTo(calls / 2);
        assertThat(stats.errors()).isEqualTo(calls / 2);
        assertThat(cut().models()).isEmpty();
        assertThat(only(snapshot().models()).invocations()).isEqualTo(calls);
        assertThat(only(snapshot().recent()).invocations()).isEqualTo(calls);
    }

    @Test
    void callsOfThreadsThatHaveEndedAreCounted() throws InterruptedException {
        Site site = site(model);
        for (int i = 0; i < 10; i++) {
            Thread thread = new Thread(() -> site.exit(site.enter(this), this, null, null, null));
            thread.start();
            thread.join();
            pass(2 * SECOND);
        }
        assertThat(only(snapshot().models()).invocations()).isEqualTo(10);
        assertThat(snapshot().agent().recorded()).isEqualTo(10);
        assertThat(snapshot().agent().aggregated()).isEqualTo(10);
    }

    /** {@link System#nanoTime} may be negative. */
    @ParameterizedTest
    @ValueSource(longs = {-1_000_000 * SECOND, -SECOND / 2, 0, 1_000_000 * SECOND})
    @Timeout(60)
    void threadsThatHaveEndedAreForgottenWhateverTheClockSays(long clock) throws InterruptedException {
        now = clock;
        WeakReference<Thread> ended = endedThreadThatCalled(site(model));
        pass(2 * SECOND);
        while (ended.get() != null) {
            System.gc();
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(only(snapshot().models()).invocations()).isEqualTo(1);
    }

    private WeakReference<Thread> endedThreadThatCalled(Site site) throws InterruptedException {
        Thread thread = new Thread(() -> site.exit(site.enter(this), this, null, null, null));
        thread.start();
        thread.join();
        return new WeakReference<>(thread);
    }

    @Test
    void beyondTheLimitOfModelsTotalsStayExact() {
        long sum = 0;
        for (int i = 0; i < 200; i++) {
            Model of = registry.model("onnxruntime", "name-" + i % 50, "" + i % 3);
            call(of, 0, 1000 + i, 0);
            sum += 1000 + i;
        }
        Snapshot snapshot = snapshot();
        List<ModelStats> called = withCalls(snapshot.models());
        assertThat(called)
                .extracting(stats -> stats.id().name())
                .contains("_other_")
                .hasSizeLessThanOrEqualTo(5);
        assertThat(called.stream().mapToLong(ModelStats::invocations).sum()).isEqualTo(200);
        assertThat(called.stream().mapToLong(stats -> stats.latency().sum()).sum())
                .isEqualTo(sum);
    }

    private LoadEvent event(LoadEvent.Kind kind, long nanos, String failure) {
        return new LoadEvent(model.index(), kind, now - nanos, now, failure);
    }

    @Test
    void loadsAndClosesAreToldOfInOrderAndInWallClockTime() {
        long began = millis();
        LoadEvent loaded = event(LoadEvent.Kind.LOADED, 40_000_000, "");
        now += SECOND;
        LoadEvent closed = event(LoadEvent.Kind.CLOSED, 5_000_000, "");
        LoadEvent failed = event(LoadEvent.Kind.FAILED, 0, "java.io.IOException: no token=abc");
        now += SECOND;
        // Another thread's event, left late.
        aggregator.loaded(closed);
        aggregator.loaded(loaded);
        aggregator.loaded(failed);
        ModelId id = registry.id(model.index());
        assertThat(cut().deployments())
                .containsExactly(
                        new Deployment(id, Deployment.Kind.DEPLOY, "", began - 40, began),
                        new Deployment(id, Deployment.Kind.UNDEPLOY, "", began + 995, began + 1000),
                        new Deployment(
                                id,
                                Deployment.Kind.DEPLOY,
                                "java.io.IOException: no token=***",
                                began + 1000,
                                began + 1000));
        assertThat(cut().deployments()).as("told once").isEmpty();
    }

    @Test
    void aWindowTellsOfABoundedNumberOfLoadsAndTheRestIsCounted() {
        for (int i = 0; i < 300; i++) {
            aggregator.loaded(event(LoadEvent.Kind.LOADED, 1, ""));
        }
        Window window = cut();
        assertThat(window.deployments()).hasSize(256);
        assertThat(only(window.models()).lifecycle().loads()).isEqualTo(300);
        assertThat(window.host().samples()).singleElement().satisfies(sample -> {
            assertThat(sample.name()).isEqualTo("inferometer_agent_deployments_dropped_total");
            assertThat(sample.value()).isEqualTo(44);
        });
    }

    @Test
    void theApplicationsOwnValuesGoIntoTheWindowTheyCameIn() {
        Site site = new ValueSite(aggregator.values(), new SiteErrors(), new Switch());
        site.put("loss", 0.5, 7);
        site.put("loss", 0.25, 8);
        site.put(null, 1, 1);
        assertThat(cut().customMetrics())
                .extracting(CustomMetric::name, CustomMetric::value, CustomMetric::step)
                .containsExactly(tuple("loss", 0.5, 7L), tuple("loss", 0.25, 8L));
        assertThat(cut().customMetrics()).isEmpty();
        assertThat(snapshot().host().samples())
                .filteredOn(sample -> sample.value() > 0)
                .extracting(MetricSample::labels, MetricSample::value)
                .containsExactly(tuple(Map.of("result", "recorded"), 2.0), tuple(Map.of("result", "bad_name"), 1.0));
    }

    @Test
    void loadsAreCountedAndInstancesKept() {
        aggregator.loaded(event(LoadEvent.Kind.LOADED, 5_000, ""));
        aggregator.loaded(event(LoadEvent.Kind.LOADED, 7_000, ""));
        aggregator.loaded(event(LoadEvent.Kind.FAILED, 100, "x"));
        ModelStats.Lifecycle first = only(cut().models()).lifecycle();
        assertThat(first.loads()).isEqualTo(2);
        assertThat(first.failedLoads()).isEqualTo(1);
        assertThat(first.loaded()).isEqualTo(2);
        assertThat(first.loadDurations().sum()).isEqualTo(12_100);
        pass(10 * SECOND);
        aggregator.loaded(event(LoadEvent.Kind.CLOSED, 0, ""));
        ModelStats.Lifecycle second = only(cut().models()).lifecycle();
        assertThat(second.loads()).isZero();
        assertThat(second.loaded()).isEqualTo(1);
        ModelStats.Lifecycle total = only(snapshot().models()).lifecycle();
        assertThat(total.loads()).isEqualTo(2);
        assertThat(total.loaded()).isEqualTo(1);
        assertThat(total.loadDurations().count()).isEqualTo(3);
    }

    @Test
    void theTimeOfTheLatestCallIsKept() {
        pass(3 * SECOND);
        call(model, 0, 500, 0);
        long called = millis();
        pass(20 * SECOND);
        assertThat(only(snapshot().models()).lastInferenceMillis()).isEqualTo(called);
        assertThat(only(cut().models()).lastInferenceMillis()).isEqualTo(called);
    }

    @Test
    void modelsAreInOrder() {
        call(registry.model("z", "a", ""), 0, 1, 0);
        call(model, 0, 1, 0);
        call(registry.model("djl", "x", "2"), 0, 1, 0);
        List<ModelId> sorted =
                snapshot().models().stream().map(ModelStats::id).sorted().toList();
        assertThat(snapshot().models()).extracting(ModelStats::id).isEqualTo(sorted);
        assertThat(cut().models()).extracting(ModelStats::id).isEqualTo(sorted);
    }
}
