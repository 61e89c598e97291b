package io.inferometer.agent.host;

import io.inferometer.exporter.api.MetricSample;
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
            readings.counter(
                    "inferometer_jvm_gc_collections_total",
                    "Garbage collections, or cycles of a concurrent collector.",
                    (double) collector.getCollectionCount(),
                    "collector",
                    collector.getName());
            if (isPausing(collector)) {
                readings.counter(
                        "inferometer_jvm_gc_pause_seconds_total",
                        "Time that garbage collection stopped the application.",
                        collector.getCollectionTime() / MILLIS_PER_SECOND,
                        "collector",
                        collector.getName());
            }
        }
        readings.gauge(
                "inferometer_jvm_threads",
                "Platform threads of the JVM that run Java code.",
                ManagementFactory.getThreadMXBean().getThreadCount());
        readings.gauge(
                "inferometer_jvm_classes_loaded",
                "Classes loaded now.",
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
