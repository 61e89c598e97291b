package io.inferometer.agent.host;

import io.inferometer.agent.gpu.Gpu;
import io.inferometer.agent.gpu.GpuMemory;
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
    private final String prefix;
    private List<File> devices;

    /** @param prefix of their numbers, where there may be others */
    AmdGpus(File root, String prefix) {
        cards = new File(root, "sys/class/drm");
        this.prefix = prefix;
    }

    @Override
    public void read(Readings readings) throws IOException {
        if (devices == null) {
            devices = find();
        }
        for (int i = 0; i < devices.size(); i++) {
            readings.gpu(read(devices.get(i), prefix + i));
        }
    }

    /** What a process uses of it, the files do not tell. */
    private static Gpu read(File device, String gpu) {
        double microwatts = Double.NaN;
        double millidegrees = Double.NaN;
        for (File sensors : files(new File(device, "hwmon"))) {
            double average = number(new File(sensors, "power1_average"));
            // Newer chips tell what they draw at the moment only.
            microwatts = Double.isNaN(average) ? number(new File(sensors, "power1_input")) : average;
            millidegrees = number(new File(sensors, "temp1_input"));
        }
        double used = number(new File(device, "mem_info_vram_used"));
        double total = number(new File(device, "mem_info_vram_total"));
        return new Gpu(
                gpu,
                number(new File(device, "gpu_busy_percent")) / PERCENT,
                Double.NaN,
                microwatts / MICROWATTS_PER_WATT,
                millidegrees / MILLIDEGREES_PER_DEGREE,
                List.of(new GpuMemory(gpu, used, total, Double.NaN)));
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
