package io.inferometer.agent.host;

import io.inferometer.exporter.metric.SampleMetric;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * GPUs of AMD by the files of the kernel's driver {@code amdgpu} (kernel documentation, {@code gpu/amdgpu/thermal.rst} and
 * {@code driver-misc.rst}). Looked for once; one that disappears tells nothing any more.
 */
final class AmdGpus implements Probe {

    private static final String VENDOR = "0x1002";
    private static final int PERCENT = 100;
    private static final double MICROWATTS_PER_WATT = 1e6;
    private static final double MILLIDEGREES_PER_DEGREE = 1e3;

    private final File cards;
    private List<File> devices;

    AmdGpus(File root) {
        cards = new File(root, "sys/class/drm");
    }

    @Override
    public void read(Readings readings) throws IOException {
        if (devices == null) {
            devices = find();
        }
        for (int i = 0; i < devices.size(); i++) {
            read(devices.get(i), Integer.toString(i), readings);
        }
    }

    private static void read(File device, String gpu, Readings readings) {
        double busy = number(new File(device, "gpu_busy_percent"));
        double total = number(new File(device, "mem_info_vram_total"));
        double used = number(new File(device, "mem_info_vram_used"));
        readings.gpu(gpu, busy / PERCENT, used, total);
        for (File sensors : files(new File(device, "hwmon"))) {
            double average = number(new File(sensors, "power1_average"));
            // Newer chips tell what they draw at the moment only.
            double microwatts = Double.isNaN(average) ? number(new File(sensors, "power1_input")) : average;
            readings.add(SampleMetric.GPU_POWER_WATTS, microwatts / MICROWATTS_PER_WATT, gpu);
            readings.add(
                    SampleMetric.GPU_TEMPERATURE_CELSIUS,
                    number(new File(sensors, "temp1_input")) / MILLIDEGREES_PER_DEGREE,
                    gpu);
        }
    }

    /** In the order of their numbers. Connectors, such as {@code card0-DP-1}, are no cards. */
    private List<File> find() throws IOException {
        List<File> found = new ArrayList<>();
        for (File card : files(cards)) {
            File device = new File(card, "device");
            File vendor = new File(device, "vendor");
            if (card.getName().matches("card[0-9]+")
                    && vendor.exists()
                    && ProcFile.read(vendor).trim().equals(VENDOR)) {
                found.add(device);
            }
        }
        return found;
    }

    private static File[] files(File directory) {
        File[] files = directory.listFiles();
        if (files == null) {
            return new File[0];
        }
        // card2 before card10.
        Arrays.sort(
                files,
                (a, b) -> a.getName().length() != b.getName().length()
                        ? a.getName().length() - b.getName().length()
                        : a.getName().compareTo(b.getName()));
        return files;
    }

    /** NaN where the chip does not tell: reading such a file fails. */
    private static double number(File file) {
        try {
            return ProcFile.number(file);
        } catch (IOException isNotTold) {
            return Double.NaN;
        }
    }
}
