package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.model.LoadEvent;
import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Window;
import org.junit.jupiter.api.Test;

/** Loads and closes of models in windows and totals. */
class LoadsInWindowsTest extends AggregatorFixture {

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
}
