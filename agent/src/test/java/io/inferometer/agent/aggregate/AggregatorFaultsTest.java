package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.agent.custom.ValueSite;
import io.inferometer.agent.model.LoadEvent;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.Buckets;
import io.inferometer.agent.record.FixedModel;
import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;
import io.inferometer.exporter.api.CustomMetric;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Memory runs out while windows are cut: what was in them is in the next one. */
@Tag("safety")
class AggregatorFaultsTest {

    private static final long SECOND = 1_000_000_000L;

    private final Recorder recorder = new Recorder();
    private final ModelRegistry registry = new ModelRegistry(recorder, 4, Map.of());
    private boolean noMemory;
    private final Aggregator aggregator = new Aggregator(
            recorder,
            registry,
            new Resource("s", "e", "v", "i", 1, "run", "0", 0),
            () -> {
                if (noMemory) {
                    throw new OutOfMemoryError("while the machine was looked at");
                }
                return HostStats.NONE;
            },
            List::of,
            () -> 0,
            QueuedRequests.NONE);
    private final Model model = registry.model("onnxruntime", "a", "");
    private final Site site = TestSites.on(recorder, new FixedModel(model));
    private long now = 1000 * SECOND;

    private void call() {
        site.exit(site.enter(null), null, null, null, null);
    }

    private Window cut() {
        aggregator.drain(now, now / 1_000_000);
        return aggregator.cutWindow(now, now / 1_000_000, false);
    }

    @Test
    void aWindowThatCannotBeCutGoesOn() {
        assertThat(cut().number()).isEqualTo(1);
        long start = now / 1_000_000;
        new ValueSite(aggregator.values(), new SiteErrors(), new Switch()).put("loss", 0.5, 1);
        aggregator.loaded(new LoadEvent(model.index(), LoadEvent.Kind.LOADED, now - 5, now, ""));
        call();
        noMemory = true;
        for (int i = 0; i < 3; i++) {
            now += 7 * SECOND;
            call();
            assertThatThrownBy(this::cut).isInstanceOf(OutOfMemoryError.class);
        }
        noMemory = false;
        call();
        Window window = cut();
        assertThat(window.number()).isEqualTo(2);
        assertThat(window.startMillis()).isEqualTo(start);
        assertThat(window.customMetrics()).extracting(CustomMetric::name).containsExactly("loss");
        assertThat(window.deployments()).hasSize(1);
        ModelStats stats = window.models().get(0);
        assertThat(stats.duration(Outcome.SUCCESS).count()).isEqualTo(5);
        assertThat(stats.lifecycle().loads()).isEqualTo(1);
        assertThat(window.agent().aggregated())
                .isEqualTo(5)
                .isEqualTo(window.agent().recorded());
        assertThat(window.agent().lost()).isZero();

        Window empty = cut();
        assertThat(empty.number()).isEqualTo(3);
        assertThat(empty.startMillis()).isEqualTo(window.endMillis());
        assertThat(empty.models()).isEmpty();
        assertThat(empty.customMetrics()).isEmpty();
        assertThat(empty.deployments()).isEmpty();
    }

    @Test
    void callsThatCouldNotBeRecordedAreToldAsLost() {
        Site failing = TestSites.on(recorder, new FixedModel(null));
        assertThat(failing.enter(null)).isNull();
        call();
        assertThat(cut().agent().lost()).isEqualTo(1);
        assertThat(cut().agent().recorded()).isEqualTo(1);
    }

    @Test
    void aDistributionThatWasPreparedAndNotFilledIsEmpty() {
        HistogramBuilder builder = new HistogramBuilder(Buckets.DURATIONS);
        builder.prepare(1_000);
        assertThat(builder.isEmpty()).isTrue();
        assertThat(builder.packed().isEmpty()).isTrue();
    }
}
