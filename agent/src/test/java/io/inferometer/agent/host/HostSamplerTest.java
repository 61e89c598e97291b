package io.inferometer.agent.host;

import static io.inferometer.agent.host.Looks.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.log.Log;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.MetricSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HostSamplerTest {

    @TempDir
    Path directory;

    @AfterEach
    void restoreLog() {
        Log.configure("info", "");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linuxTellsEveryMetricThatTheAgentPromisesAndSaysNothing() {
        List<String> said = new ArrayList<>();
        HostSampler sampler = new HostSampler(said::add);
        sampler.sample();

        assertThat(Looks.names(secondLook(sampler)))
                .contains(
                        "inferometer_host_cpu_usage_ratio",
                        "inferometer_host_cpus",
                        "inferometer_host_load1",
                        "inferometer_host_memory_total_bytes",
                        "inferometer_host_memory_available_bytes",
                        "inferometer_host_memory_used_bytes",
                        "inferometer_host_swap_total_bytes",
                        "inferometer_host_swap_used_bytes",
                        "inferometer_host_cpu_user_seconds_total",
                        "inferometer_host_cpu_system_seconds_total",
                        "inferometer_host_memory_buffers_bytes",
                        "inferometer_host_memory_active_bytes",
                        "inferometer_host_threads",
                        "inferometer_host_open_files",
                        "inferometer_host_disk_total_bytes",
                        "inferometer_host_disk_free_bytes",
                        "inferometer_host_disk_read_bytes_total",
                        "inferometer_host_disk_written_bytes_total",
                        "inferometer_host_network_received_bytes_total",
                        "inferometer_host_network_sent_bytes_total",
                        "inferometer_host_info",
                        "inferometer_process_cpu_usage_ratio",
                        "inferometer_process_cpu_seconds_total",
                        "inferometer_process_memory_bytes",
                        "inferometer_process_threads",
                        "inferometer_process_open_files",
                        "inferometer_process_open_files_limit",
                        "inferometer_process_read_bytes_total",
                        "inferometer_process_written_bytes_total",
                        "inferometer_process_start_time_seconds",
                        "inferometer_jvm_heap_used_bytes",
                        "inferometer_jvm_heap_committed_bytes",
                        "inferometer_jvm_heap_max_bytes",
                        "inferometer_jvm_non_heap_used_bytes",
                        "inferometer_jvm_non_heap_committed_bytes",
                        "inferometer_jvm_gc_collections_total",
                        "inferometer_jvm_gc_pause_seconds_total",
                        "inferometer_jvm_threads",
                        "inferometer_jvm_classes_loaded",
                        "inferometer_jvm_buffer_pool_used_bytes",
                        "inferometer_jvm_info");
        assertThat(value(secondLook(sampler), Looks.READS_FAILED)).isZero();
        assertThat(said).isEmpty();
    }

    @Test
    void namesAndHelpsFollowTheFieldAndNoSeriesAppearsTwice() {
        HostSampler sampler = new HostSampler(line -> {});
        sampler.sample();

        Set<String> series = new HashSet<>();
        for (MetricSample sample : secondLook(sampler).samples()) {
            assertThat(sample.name()).matches("inferometer_(host|process|gpu|jvm)_[a-z0-9_]+");
            assertThat(sample.name().endsWith("_total")).isEqualTo(sample.kind() == MetricSample.Kind.COUNTER);
            assertThat(sample.help()).matches("[A-Z].*\\.").doesNotContain("\n");
            assertThat(sample.value()).isGreaterThanOrEqualTo(0).isFinite();
            assertThat(series.add(sample.name() + sample.labels())).isTrue();
        }
        assertThat(series).hasSizeLessThan(100);
    }

    @Test
    void whatComparesTwoLooksIsAbsentFromTheFirst() {
        HostSampler sampler = new HostSampler(line -> {});
        HostStats first = sampler.sample();

        assertThat(first.utilization().cpuPercent()).isNaN();
        assertThat(Looks.names(first))
                .doesNotContain("inferometer_host_cpu_usage_ratio", "inferometer_process_cpu_usage_ratio");

        HostStats second = secondLook(sampler);
        assertThat(second.utilization().cpuPercent()).isBetween(0.0, 100.0 * value(second, "inferometer_host_cpus"));
        assertThat(second.utilization().memoryPercent()).isBetween(1.0, 100.0);
        assertThat(second.utilization().diskPercent()).isBetween(0.0, 100.0);
        assertThat(second.utilization().gpuPercent()).isNaN();
    }

    @Test
    void aSourceThatFailsIsLeftOutAndCountedAndToldOnceAtDebug() throws IOException {
        Log.configure("debug", directory.resolve("log").toString());
        HostSampler sampler = new HostSampler(List.of(
                readings -> {
                    throw new IOException("Permission denied");
                },
                new FailingLinkage(),
                new JvmActivity()));

        for (int look = 1; look <= 3; look++) {
            HostStats stats = sampler.sample();
            assertThat(Looks.names(stats)).contains("inferometer_jvm_threads");
            assertThat(value(stats, Looks.READS_FAILED)).isEqualTo(2 * look);
        }

        assertThat(Files.readAllLines(directory.resolve("log")))
                .hasSize(2)
                .satisfiesExactly(
                        line -> assertThat(line).contains(" DEBUG ").contains("Permission denied"),
                        line -> assertThat(line).contains(" DEBUG ").contains("FailingLinkage"));
    }

    @Test
    void otherSystemsFallBackToTheJvmsBeansAndSaySoOnce() {
        List<String> said = new ArrayList<>();
        HostSampler sampler = new HostSampler(HostSampler.elsewhere(HostSetup.of(said::add)));

        HostStats first = sampler.sample();
        HostStats second = secondLook(sampler);

        assertThat(said).singleElement().asString().contains("JVM's own beans");
        assertThat(first.utilization().cpuPercent()).isNaN();
        assertThat(second.utilization().cpuPercent()).isGreaterThanOrEqualTo(0);
        assertThat(second.utilization().memoryPercent()).isBetween(1.0, 100.0);
        assertThat(Looks.names(second))
                .contains(
                        "inferometer_host_cpu_usage_ratio",
                        "inferometer_host_memory_used_bytes",
                        "inferometer_process_cpu_seconds_total",
                        "inferometer_jvm_heap_used_bytes")
                .doesNotContain("inferometer_host_network_sent_bytes_total");
    }

    /** The next look at which the kernel's clock ticks have moved on. */
    private static HostStats secondLook(HostSampler sampler) {
        long deadline = System.nanoTime() + 5_000_000_000L;
        HostStats stats = sampler.sample();
        while (Double.isNaN(stats.utilization().cpuPercent()) && System.nanoTime() < deadline) {
            stats = sampler.sample();
        }
        return stats;
    }

    private static final class FailingLinkage implements Probe {

        @Override
        public void read(Readings readings) {
            throw new NoClassDefFoundError("com/sun/management/OperatingSystemMXBean");
        }
    }
}
