package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.metric.SampleMetric;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineInWindowsTest {

    private static final long START = 1_700_000_000_000L;

    private final MachineInWindows machine = new MachineInWindows(START);
    private final MetricSample errors = SampleMetric.AGENT_ERRORS.sample(3);

    @Test
    void eachWindowHasTheLatestLookFromTheFirstMomentOn() {
        HostStats first = look(10);

        assertThat(machine.of(first, false, false, START + 1)).isSameAs(first);
        assertThat(machine.of(first, false, false, START + 2)).isSameAs(first);
    }

    @Test
    void aLookThatAnEarlierWindowHasIsNotToldAgainWhileTheJvmEnds() {
        HostStats look = look(10);
        machine.of(look, true, false, START + 5_000);

        HostStats again = machine.of(look, true, true, START + 5_010);

        assertThat(again.utilization()).isEqualTo(HostUtilization.UNKNOWN);
        assertThat(again.samples()).containsExactly(errors);
        HostStats later = look(11);
        assertThat(machine.of(later, true, false, START + 6_000)).isSameAs(later);
    }

    @Test
    void aJvmThatRanForAMomentAndCalledNothingTellsNothingOfTheMachine() {
        HostStats look = look(10);

        assertThat(machine.of(look, true, false, START + 900).samples()).containsExactly(errors);
        assertThat(machine.of(look, true, true, START + 900)).isSameAs(look);
    }

    private HostStats look(double memoryPercent) {
        return new HostStats(
                new HostUtilization(Double.NaN, memoryPercent, 50, Double.NaN, Double.NaN),
                List.of(SampleMetric.HOST_CPUS.sample(2), SampleMetric.PROCESS_THREADS.sample(20), errors));
    }
}
