package io.inferometer.agent.host;

import io.inferometer.agent.nativecode.NativeAccess;
import io.inferometer.agent.nativecode.NativeLibraries;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.MetricSample;
import java.util.List;

/** Picks figures out of what was found. */
final class Looks {

    /** What every look tells, also one that found nothing. */
    static final String READS_FAILED = "inferometer_host_reads_failed_total";

    static final String SET_BACK = "inferometer_host_counters_set_back_total";

    private Looks() {}

    /** This machine with GPUs, but without a library of native code. */
    static HostSetup withGpus() {
        return new HostSetup(
                line -> {},
                true,
                new NativeAccess(NativeAccess.GRANTED, null),
                new NativeLibraries(() -> null),
                () -> null,
                new ThreadErrors());
    }

    static HostStats at(Probe... probes) {
        return new HostSampler(List.of(probes)).sample();
    }

    /** The only value of that name; NaN if there is none. */
    static double value(HostStats stats, String name) {
        double found = Double.NaN;
        for (MetricSample sample : stats.samples()) {
            if (sample.name().equals(name)) {
                if (!Double.isNaN(found)) {
                    throw new AssertionError("more than one " + name);
                }
                found = sample.value();
            }
        }
        return found;
    }

    /** But for the count of failures, which every look has. */
    static List<String> names(HostStats stats) {
        return stats.samples().stream()
                .map(MetricSample::name)
                .filter(name -> !name.equals(READS_FAILED))
                .distinct()
                .toList();
    }
}
