package io.inferometer.agent.host;

import java.lang.management.ManagementFactory;
import java.util.List;

/** The garbage collectors that stop the application. */
public final class PausingCollectors {

    private PausingCollectors() {}

    /** Returns their beans, which notify listeners of each pause. */
    public static List<Object> beans() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> isPausing(collector.getName()))
                .map(Object.class::cast)
                .toList();
    }

    /** "ZGC Cycles", also "Minor" and "Major" ones, "Shenandoah Cycles" and "G1 Concurrent GC" run beside the application. */
    static boolean isPausing(String collector) {
        return !collector.endsWith(" Cycles") && !collector.equals("G1 Concurrent GC");
    }
}
