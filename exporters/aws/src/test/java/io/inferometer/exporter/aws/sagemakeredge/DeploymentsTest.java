package io.inferometer.exporter.aws.sagemakeredge;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.Windows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentsTest {

    /** Alike on purpose: two instances of one model loaded in the same millisecond are two deployments. */
    private static final Deployment LOAD =
            new Deployment(new ModelId("onnxruntime", "m", ""), Deployment.Kind.DEPLOY, "", 1, 2);

    private final Deployments deployments = new Deployments();

    private static Window window(long number, int loads) {
        Window bare = Windows.window(number, Windows.END + 10_000 * number, HostStats.NONE);
        return Windows.with(bare, Collections.nCopies(loads, LOAD), List.of());
    }

    /** However windows are merged, dropped or offered again, each load is told exactly once. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachIsToldOnce(long seed) {
        Random random = new Random(seed);
        long made = 0;
        long told = 0;
        Window offered = null;
        for (int number = 1; number <= 500; number++) {
            int loads = random.nextInt(4) == 0 ? random.nextInt(3) : 0;
            made += loads;
            Window window = window(number, loads);
            // One that failed is merged with the next, or was dropped.
            offered = offered == null || random.nextBoolean() ? window : offered.then(window);
            for (int again = random.nextInt(3); again >= 0; again--) {
                deployments.add(offered);
            }
            List<Deployment> next = deployments.next();
            if (random.nextInt(3) == 0) {
                deployments.acknowledged();
                told += next.size();
                offered = null;
            }
        }
        while (!deployments.next().isEmpty()) {
            told += deployments.next().size();
            deployments.acknowledged();
        }
        assertThat(told + deployments.dropped()).isEqualTo(made);
        assertThat(deployments.dropped()).isZero();
    }

    @Test
    void oneHeartbeatTellsOfABoundedNumber() {
        deployments.add(window(1, 150));
        List<Integer> sizes = new ArrayList<>();
        while (!deployments.next().isEmpty()) {
            sizes.add(deployments.next().size());
            deployments.acknowledged();
        }
        assertThat(sizes).containsExactly(64, 64, 22);
    }
}
