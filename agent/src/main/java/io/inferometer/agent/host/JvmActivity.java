package io.inferometer.agent.host;

import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.metric.SampleMetric;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JVM's collectors, threads and classes, and which JVM it is. */
final class JvmActivity implements Probe {

    private static final double MILLIS_PER_SECOND = 1e3;

    private MetricSample info;

    @Override
    public void read(Readings readings) {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            readings.add(SampleMetric.JVM_GC_COLLECTIONS, (double) collector.getCollectionCount(), collector.getName());
            if (isPausing(collector)) {
                readings.add(
                        SampleMetric.JVM_GC_PAUSE_SECONDS,
                        collector.getCollectionTime() / MILLIS_PER_SECOND,
                        collector.getName());
            }
        }
        readings.add(
                SampleMetric.JVM_THREADS, ManagementFactory.getThreadMXBean().getThreadCount());
        readings.add(
                SampleMetric.JVM_CLASSES_LOADED,
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        if (info == null) {
            info = info();
        }
        readings.add(info);
    }

    /**
     * ZGC and Shenandoah have a bean for their cycles, during which the application runs, beside that for their pauses
     * (since JDK-8265136 with ZGC). G1's bean of concurrent work tells its pauses only (JDK-8297247).
     */
    private static boolean isPausing(GarbageCollectorMXBean collector) {
        return !collector.getName().endsWith(" Cycles");
    }

    private static MetricSample info() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("version", System.getProperty("java.runtime.version", ""));
        labels.put("vendor", System.getProperty("java.vendor", ""));
        return new MetricSample(
                "inferometer_jvm_info",
                "The JVM that this process runs; always 1.",
                MetricSample.Kind.GAUGE,
                Collections.unmodifiableMap(labels),
                1);
    }
}
