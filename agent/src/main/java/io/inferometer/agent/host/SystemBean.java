package io.inferometer.agent.host;

import com.sun.management.OperatingSystemMXBean;
import io.inferometer.exporter.metric.SampleMetric;
import java.lang.management.ManagementFactory;

/** The host by the JVM's own bean, on systems that have no {@code /proc}. */
final class SystemBean implements Probe {

    private boolean hasLooked;

    @Override
    public void read(Readings readings) {
        var bean = ManagementFactory.getOperatingSystemMXBean();
        readings.add(SampleMetric.HOST_LOAD1, bean.getSystemLoadAverage());
        if (bean instanceof OperatingSystemMXBean system) {
            // The first answer covers no time: the bean, too, compares two looks.
            double load = system.getCpuLoad();
            readings.cpu(hasLooked && load >= 0 ? load : Double.NaN, bean.getAvailableProcessors());
            hasLooked = true;
            readings.memory((double) system.getTotalMemorySize(), (double) system.getFreeMemorySize());
            readings.swap((double) system.getTotalSwapSpaceSize(), (double) system.getFreeSwapSpaceSize());
        }
    }
}
