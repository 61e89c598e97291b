package io.inferometer.benchmark.forked;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The agents that are held against each other, in the order of the tables. */
public final class Candidates {

    private Candidates() {}

    /**
     * Returns no agent, an empty one, ours and all others that run on a JDK.
     *
     * @param version of the JDK
     * @param method what JFR times, as {@code package.Class::method}
     */
    public static List<InstalledAgent> of(Setup setup, Path empty, String version, String method) throws IOException {
        Path jars = setup.peerAgents();
        List<InstalledAgent> all = new ArrayList<>(List.of(
                InstalledAgent.NONE,
                InstalledAgent.empty(empty),
                InstalledAgent.inferometer(setup.agent()),
                InstalledAgent.jmxExporter(jars, jmxExporterConfiguration(setup.scratch()))));
        if (InstalledAgent.hasMethodTiming(version)) {
            all.add(InstalledAgent.methodTiming(method, setup.scratch().resolve("timing.jfr")));
        }
        all.addAll(List.of(
                InstalledAgent.openTelemetry(jars), InstalledAgent.elastic(jars), InstalledAgent.datadog(jars)));
        return all;
    }

    private static Path jmxExporterConfiguration(Path scratch) throws IOException {
        return Files.writeString(scratch.resolve("jmx_exporter.yaml"), "rules:\n- pattern: \".*\"\n");
    }
}
