package io.inferometer.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.HostStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class HostLooksTest {

    private final List<HostStats> often = new ArrayList<>();
    private final List<HostStats> rarely = new ArrayList<>();

    @Test
    void theShortestPeriodHoldsAndEachGetsALookWhenItsOwnIsOver() {
        HostLooks looks = new HostLooks(HostSetup.of(line -> {}));
        looks.request(Duration.ofHours(1), (stats, at) -> rarely.add(stats));
        looks.request(Duration.ofNanos(1), (stats, at) -> often.add(stats));

        looks.run();
        looks.run();

        assertThat(looks.period()).isEqualTo(Duration.ofNanos(1));
        assertThat(often).hasSize(2);
        assertThat(rarely).containsExactly(often.get(0));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aGlanceHasFiguresOfTheMachineForAllAndTheNextLookComparesWithIt() {
        HostLooks looks = new HostLooks(HostSetup.of(line -> {}));
        looks.request(Duration.ofSeconds(1), (stats, at) -> often.add(stats));
        looks.request(Duration.ofSeconds(5), (stats, at) -> rarely.add(stats));

        looks.glance();

        assertThat(rarely).containsExactlyElementsOf(often);
        assertThat(often.get(0).utilization().memoryPercent()).isBetween(1.0, 100.0);
        assertThat(often.get(0).utilization().diskPercent()).isBetween(0.0, 100.0);
        looks.run();
        assertThat(rarely).hasSize(2);
        assertThat(Looks.names(rarely.get(1))).doesNotContain("inferometer_process_tree_children");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void descendantsAreLookedAtOnlyForWhoAsks() {
        HostLooks looks = new HostLooks(HostSetup.of(line -> {}));
        looks.requestWithProcesses(Duration.ofSeconds(1), (stats, at) -> often.add(stats));
        looks.run();

        assertThat(Looks.names(often.get(0)))
                .contains(
                        "inferometer_process_tree_children",
                        "inferometer_process_tree_cpu_user_seconds_total",
                        "inferometer_process_tree_memory_bytes",
                        "inferometer_process_tree_read_bytes_total");
    }
}
