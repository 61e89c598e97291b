package io.inferometer.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.MetricSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AmdGpusTest {

    private static final String GIB = "1073741824\n";

    @TempDir
    Path directory;

    private FileTree tree;

    @BeforeEach
    void plantTree() throws IOException {
        tree = new FileTree(directory);
        card("card10", "0x1002", "25", GIB, "268435456\n");
        card("card2", "0x1002", "50", GIB, "536870912\n");
        card("card0", "0x10de", "99", GIB, "1\n");
        tree.with("sys/class/drm/card2-DP-1/status", "connected\n").with("sys/class/drm/version", "drm 1.1.0\n");
        tree.with("sys/class/drm/card2/device/hwmon/hwmon3/power1_average", "35000000\n")
                .with("sys/class/drm/card2/device/hwmon/hwmon3/temp1_input", "47500\n");
    }

    @Test
    void eachGpuIsToldInTheOrderOfTheCardsAndSumsAreSagemakers() {
        HostStats stats = Looks.at(new AmdGpus(tree.root(), ""));

        assertThat(figures(stats, "inferometer_gpu_utilization_ratio")).isEqualTo(Map.of("0", 0.5, "1", 0.25));
        assertThat(figures(stats, "inferometer_gpu_memory_used_bytes"))
                .isEqualTo(Map.of("0", 536_870_912.0, "1", 268_435_456.0));
        assertThat(figures(stats, "inferometer_gpu_memory_total_bytes"))
                .isEqualTo(Map.of("0", 1_073_741_824.0, "1", 1_073_741_824.0));
        assertThat(figures(stats, "inferometer_gpu_power_watts")).isEqualTo(Map.of("0", 35.0));
        assertThat(figures(stats, "inferometer_gpu_temperature_celsius")).isEqualTo(Map.of("0", 47.5));
        assertThat(stats.utilization().gpuPercent()).isEqualTo(75);
        assertThat(stats.utilization().gpuMemoryPercent()).isEqualTo(75);
    }

    @Test
    void aGpuThatDisappearsLeavesTheOthers() throws IOException {
        HostSampler sampler = new HostSampler(List.of(new AmdGpus(tree.root(), "")));
        sampler.sample();
        for (String file : List.of("gpu_busy_percent", "mem_info_vram_used", "mem_info_vram_total")) {
            Files.delete(directory.resolve("sys/class/drm/card2/device").resolve(file));
        }

        HostStats stats = sampler.sample();

        assertThat(figures(stats, "inferometer_gpu_utilization_ratio")).isEqualTo(Map.of("1", 0.25));
        assertThat(stats.utilization().gpuPercent()).isEqualTo(25);
        assertThat(stats.utilization().gpuMemoryPercent()).isEqualTo(25);
    }

    @Test
    void aMachineWithoutOneTellsNothing() {
        HostStats stats = Looks.at(new AmdGpus(directory.resolve("elsewhere").toFile(), ""));

        assertThat(Looks.names(stats)).containsExactly(Looks.SET_BACK);
        assertThat(stats.utilization().gpuPercent()).isNaN();
    }

    private void card(String name, String vendor, String busy, String total, String used) throws IOException {
        String device = "sys/class/drm/" + name + "/device/";
        tree.with(device + "vendor", vendor + "\n")
                .with(device + "gpu_busy_percent", busy + "\n")
                .with(device + "mem_info_vram_total", total)
                .with(device + "mem_info_vram_used", used);
    }

    private static Map<String, Double> figures(HostStats stats, String name) {
        return stats.samples().stream()
                .filter(sample -> sample.name().equals(name))
                .collect(Collectors.toMap(sample -> sample.labels().get("gpu"), MetricSample::value));
    }
}
