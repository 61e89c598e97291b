package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.FixedModel;
import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.Site;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Snapshot;
import io.inferometer.exporter.api.Window;
import java.util.List;
import java.util.Map;

/** An aggregator on a clock that tests set. */
abstract class AggregatorFixture {

    static final long SECOND = 1_000_000_000L;
    static final long EPOCH = 1_700_000_000_000L;

    final Recorder recorder = new Recorder();
    final ModelRegistry registry = new ModelRegistry(recorder, 4, Map.of());
    final Aggregator aggregator = new Aggregator(
            recorder,
            registry,
            new Resource("s", "e", "v", "i", 1, "run", "0", EPOCH),
            () -> HostStats.NONE,
            List::of,
            () -> 3,
            QueuedRequests.NONE);
    final Model model = registry.model("onnxruntime", "a", "");
    long now = 1000 * SECOND;

    /** An aggregator of calls alone: no machine, no values of the application's own. */
    static Aggregator of(Recorder recorder, ModelRegistry registry) {
        Resource resource = new Resource("s", "e", "v", "i", 1, "run", "0", 0);
        return new Aggregator(
                recorder, registry, resource, () -> HostStats.NONE, List::of, () -> 0, QueuedRequests.NONE);
    }

    long millis() {
        return EPOCH + (now - 1000 * SECOND) / 1_000_000;
    }

    void pass(long nanos) {
        now += nanos;
        aggregator.drain(now, millis());
    }

    Window cut() {
        aggregator.drain(now, millis());
        return aggregator.cutWindow(now, millis(), false);
    }

    Snapshot snapshot() {
        aggregator.drain(now, millis());
        return aggregator.snapshot(now, millis());
    }

    void call(Model of, int outcome, long nanos, long items) {
        aggregator.call(of.index(), outcome, nanos, items);
    }

    static ModelStats only(List<ModelStats> models) {
        assertThat(models).hasSize(1);
        return models.get(0);
    }

    Site site(Model of) {
        return TestSites.on(recorder, new FixedModel(of));
    }
}
