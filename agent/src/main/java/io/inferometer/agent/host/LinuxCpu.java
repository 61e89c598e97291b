package io.inferometer.agent.host;

import io.inferometer.exporter.metric.SampleMetric;
import java.io.File;
import java.io.IOException;

/** The host's processors by {@code /proc/stat} (proc(5)), which shows the whole host inside a container too. */
final class LinuxCpu implements Probe {

    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    /** user, nice, system, idle, iowait, irq, softirq, steal; guest time is part of user and nice. */
    private static final int TICK_TYPES = 8;

    private final File stat;
    private final File loadAverage;
    private final Rate busyPerTick = new Rate();

    LinuxCpu(File root) {
        stat = new File(root, "proc/stat");
        loadAverage = new File(root, "proc/loadavg");
    }

    @Override
    public void read(Readings readings) throws IOException {
        String text = ProcFile.read(stat);
        double total = 0;
        double waiting = 0;
        int at = ProcFile.skipWords(text, 0, 1);
        for (int type = 0; type < TICK_TYPES; type++) {
            double ticks = ProcFile.numberAt(text, at);
            at = ProcFile.skipWords(text, at, 1);
            total += ticks;
            waiting += type == IDLE || type == IO_WAIT ? ticks : 0;
        }
        // Time on one CPU may be set back a little by the kernel while the total grows (proc(5), iowait).
        double ratio = Math.min(1, busyPerTick.next(total - waiting, total));
        readings.cpu(ratio, countCpus(text));

        String load = ProcFile.read(loadAverage);
        readings.add(SampleMetric.HOST_LOAD1, Double.parseDouble(load.substring(0, load.indexOf(' '))));
    }

    private static int countCpus(String text) {
        int count = 0;
        for (int line = text.indexOf("\ncpu"); line >= 0; line = text.indexOf("\ncpu", line + 1)) {
            count++;
        }
        return count;
    }
}
