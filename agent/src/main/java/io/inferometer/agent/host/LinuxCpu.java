package io.inferometer.agent.host;

import io.inferometer.exporter.metric.SampleMetric;
import java.io.File;
import java.io.IOException;

/** The host's processors by {@code /proc/stat} (proc(5)), which shows the whole host inside a container too. */
final class LinuxCpu implements Probe {

    private static final int USER = 0;
    private static final int NICE = 1;
    private static final int SYSTEM = 2;
    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    /** user, nice, system, idle, iowait, irq, softirq, steal; guest time is part of user and nice. */
    private static final int TICK_TYPES = 8;

    private static final int STEAL = 7;
    /** Towards programs on every architecture of the JDK, whatever the kernel's own clock (proc(5), {@code USER_HZ}). */
    private static final double TICKS_PER_SECOND = 100;

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
        double[] ticks = new double[TICK_TYPES];
        for (int type = 0; type < TICK_TYPES; type++) {
            ticks[type] = ProcFile.numberAt(text, at);
            at = ProcFile.skipWords(text, at, 1);
            total += ticks[type];
            waiting += type == IDLE || type == IO_WAIT ? ticks[type] : 0;
        }
        readings.add(SampleMetric.HOST_CPU_USER_SECONDS, (ticks[USER] + ticks[NICE]) / TICKS_PER_SECOND);
        readings.add(SampleMetric.HOST_CPU_SYSTEM_SECONDS, ticks[SYSTEM] / TICKS_PER_SECOND);
        readings.add(SampleMetric.HOST_CPU_IO_WAIT_SECONDS, ticks[IO_WAIT] / TICKS_PER_SECOND);
        readings.add(SampleMetric.HOST_CPU_STEAL_SECONDS, ticks[STEAL] / TICKS_PER_SECOND);
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
