package io.inferometer.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.HostFigure;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.metric.SampleMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowFiguresTest {

    private static final long START = 1_795_215_906_000L;

    private final RowFigures figures = new RowFigures(4711);
    private final List<MetricSample> samples = new ArrayList<>();

    private Map<HostFigure, Double> next(long millis) {
        HostStats look = new HostStats(HostUtilization.UNKNOWN, List.copyOf(samples));
        samples.clear();
        return figures.next(look, millis).orElse(Map.of());
    }

    private RowFiguresTest with(SampleMetric metric, double value) {
        samples.add(metric.sample(value));
        return this;
    }

    @Test
    void countersAreToldAsTheirGrowthAndCpuTimeAlsoAsCores() {
        with(SampleMetric.HOST_CPU_USER_SECONDS, 100)
                .with(SampleMetric.HOST_CPU_SYSTEM_SECONDS, 50)
                .with(SampleMetric.PROCESS_TREE_CPU_USER_SECONDS, 10)
                .with(SampleMetric.PROCESS_TREE_CPU_SYSTEM_SECONDS, 5)
                .with(SampleMetric.HOST_DISK_READ_BYTES, 1_000);
        assertThat(next(START)).as("nothing to compare with").isEmpty();

        with(SampleMetric.HOST_CPU_USER_SECONDS, 103)
                .with(SampleMetric.HOST_CPU_SYSTEM_SECONDS, 51)
                .with(SampleMetric.PROCESS_TREE_CPU_USER_SECONDS, 11)
                .with(SampleMetric.PROCESS_TREE_CPU_SYSTEM_SECONDS, 5.5)
                .with(SampleMetric.HOST_DISK_READ_BYTES, 5_096);
        assertThat(next(START + 2_000))
                .containsEntry(HostFigure.SYSTEM_UTIME, 3.0)
                .containsEntry(HostFigure.SYSTEM_STIME, 1.0)
                .containsEntry(HostFigure.SYSTEM_CPU_USAGE, 2.0)
                .containsEntry(HostFigure.PROCESS_UTIME, 1.0)
                .containsEntry(HostFigure.PROCESS_STIME, 0.5)
                .containsEntry(HostFigure.PROCESS_CPU_USAGE, 0.75)
                .containsEntry(HostFigure.PROCESS_PID, 4711.0)
                .containsEntry(HostFigure.SYSTEM_DISK_READ_BYTES, 4_096.0);
    }

    @Test
    void whatIsNotKnownOrWentBackTellsNothing() {
        with(SampleMetric.HOST_NETWORK_SENT_BYTES, 1_000);
        next(START);

        with(SampleMetric.HOST_NETWORK_SENT_BYTES, 10);
        Map<HostFigure, Double> row = next(START + 1_000);

        assertThat(row.get(HostFigure.SYSTEM_NET_SENT_BYTES)).isNaN();
        assertThat(row.get(HostFigure.SYSTEM_PROCESSES)).isNaN();
        assertThat(row.get(HostFigure.SYSTEM_CPU_USAGE)).isNaN();
    }

    @Test
    void memoryIsInMebibytesAndDiskSpaceInGigabytes() {
        with(SampleMetric.HOST_PROCESSES, 1);
        next(START);

        with(SampleMetric.HOST_MEMORY_FREE_BYTES, 3 << 20)
                .with(SampleMetric.PROCESS_TREE_MEMORY_BYTES, 5 << 20)
                .with(SampleMetric.HOST_FILE_SYSTEMS_TOTAL_BYTES, 7e9)
                .with(SampleMetric.HOST_FILE_SYSTEMS_FREE_BYTES, 3e9);
        assertThat(next(START + 1_000))
                .containsEntry(HostFigure.SYSTEM_MEMORY_FREE_MIB, 3.0)
                .containsEntry(HostFigure.PROCESS_MEMORY_MIB, 5.0)
                .containsEntry(HostFigure.SYSTEM_DISK_SPACE_TOTAL_GB, 7.0)
                .containsEntry(HostFigure.SYSTEM_DISK_SPACE_USED_GB, 4.0)
                .containsEntry(HostFigure.SYSTEM_DISK_SPACE_FREE_GB, 3.0);
    }

    @Test
    void gpusAreAddedUpAndNoneAreZero() {
        with(SampleMetric.HOST_PROCESSES, 1);
        next(START);
        with(SampleMetric.HOST_PROCESSES, 1);
        assertThat(next(START + 1_000))
                .containsEntry(HostFigure.SYSTEM_GPU_USAGE, 0.0)
                .containsEntry(HostFigure.SYSTEM_GPU_UTILIZED, 0.0)
                .containsEntry(HostFigure.PROCESS_GPU_USAGE, 0.0);

        for (double busy : new double[] {0.5, 0.25, 0}) {
            samples.add(SampleMetric.GPU_UTILIZATION_RATIO.sample(busy, "card" + busy));
            samples.add(SampleMetric.GPU_MEMORY_USED_BYTES.sample(1 << 20, "card" + busy));
        }
        assertThat(next(START + 2_000))
                .containsEntry(HostFigure.SYSTEM_GPU_USAGE, 0.75)
                .containsEntry(HostFigure.SYSTEM_GPU_UTILIZED, 2.0)
                .containsEntry(HostFigure.SYSTEM_GPU_VRAM_MIB, 3.0);
    }

    @Test
    void whatAGpuTellsOfTheProcessIsToldAndWhatItDoesNotTellIsUnknown() {
        with(SampleMetric.HOST_PROCESSES, 1);
        next(START);
        samples.add(SampleMetric.GPU_UTILIZATION_RATIO.sample(0.5, "0"));
        samples.add(SampleMetric.GPU_PROCESS_UTILIZATION_RATIO.sample(0.25, "0"));
        samples.add(SampleMetric.GPU_PROCESS_UTILIZATION_RATIO.sample(0, "1"));
        samples.add(SampleMetric.GPU_PROCESS_MEMORY_BYTES.sample(5 << 20, "0"));
        assertThat(next(START + 1_000))
                .containsEntry(HostFigure.PROCESS_GPU_USAGE, 0.25)
                .containsEntry(HostFigure.PROCESS_GPU_VRAM_MIB, 5.0)
                .containsEntry(HostFigure.PROCESS_GPU_UTILIZED, 1.0)
                .containsEntry(HostFigure.SYSTEM_GPU_UTILIZED, 1.0)
                .containsEntry(HostFigure.SYSTEM_GPU_VRAM_MIB, Double.NaN);

        with(SampleMetric.HOST_PROCESSES, 1);
        assertThat(next(START + 2_000))
                .as("a driver that does not answer")
                .containsEntry(HostFigure.SYSTEM_GPU_USAGE, Double.NaN)
                .containsEntry(HostFigure.SYSTEM_GPU_UTILIZED, Double.NaN)
                .containsEntry(HostFigure.PROCESS_GPU_USAGE, Double.NaN);
    }

    @Test
    void aDriverThatNeverAnsweredIsNotAMachineWithoutGpus() {
        assertThatNothingIsKnownOfGpusAfter(1);
    }

    @Test
    void aDriverThatMayNotBeAskedIsNotAMachineWithoutGpus() {
        assertThatNothingIsKnownOfGpusAfter(0);
    }

    private void assertThatNothingIsKnownOfGpusAfter(int failures) {
        with(SampleMetric.HOST_PROCESSES, 1);
        next(START);
        samples.add(SampleMetric.HOST_READS_FAILED.sample(failures, "nvml"));
        with(SampleMetric.HOST_PROCESSES, 1);
        assertThat(next(START + 1_000)).containsEntry(HostFigure.SYSTEM_GPU_USAGE, Double.NaN);
    }
}
