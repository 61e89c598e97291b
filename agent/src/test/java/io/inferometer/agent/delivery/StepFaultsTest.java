package io.inferometer.agent.delivery;

import static io.inferometer.agent.delivery.TestExporters.await;
import static io.inferometer.agent.delivery.TestExporters.define;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Windows of one second, and of several starts of a JVM, have a step each that grows in the order in which they were cut. */
@Timeout(60)
class StepFaultsTest {

    private static final String NAME = "sagemaker-metrics";

    @TempDir
    private Path directory;

    private final Map<Long, Long> steps = new ConcurrentSkipListMap<>();
    private final List<Window> repeats = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    private Delivery export(Window window) {
        Long before = steps.put(window.number(), window.step());
        if (before != null && before != window.step()) {
            repeats.add(window);
        }
        return down ? Delivery.retryLater("away") : Delivery.delivered();
    }

    private void assertGrowing(long windows) {
        assertThat(repeats).as("offered again under another step").isEmpty();
        assertThat(steps).hasSize((int) windows);
        assertThat(List.copyOf(new TreeMap<>(steps).values()))
                .doesNotHaveDuplicates()
                .isSorted();
    }

    /** More than the disk takes at once, so that some go from memory. */
    @Test
    void whateverWayTheyGo() throws InterruptedException {
        define(NAME, this::export);
        try (Rig rig = new Rig()) {
            rig.startWith(rig.spool(directory, NAME), NAME);
            rig.offer(1, 60);
            await("all delivered", () -> rig.stats(NAME).pending() == 0);
        }
        assertGrowing(60);
    }

    /** The backlog of the first start is delivered by the second, after windows that are newer. */
    @Test
    void overRestartsAndRepeats() throws InterruptedException {
        define(NAME, this::export);
        down = true;
        try (Rig rig = new Rig("first")) {
            rig.startWith(rig.spool(directory, NAME), NAME);
            for (long number = 1; number <= 20; number++) {
                rig.offer(number, number);
                long kept = number;
                await("on disk", () -> rig.stats(NAME).spooled() == kept);
            }
        }
        Map<Long, Long> first = Map.copyOf(steps);
        down = false;
        try (Rig rig = new Rig("second")) {
            rig.startWith(rig.spool(directory, NAME), NAME);
            rig.offer(21, 21);
            await("on its way", () -> steps.containsKey(21L));
            rig.offer(22, 40);
            await("all delivered", () -> steps.size() == 40 && rig.stats(NAME).pending() == 0);
        }
        assertThat(steps).containsAllEntriesOf(first);
        assertGrowing(40);
    }
}
