package io.inferometer.benchmark.forked;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An agent as one of its users installs it. Nothing is sent anywhere.
 *
 * @param name its name in a table
 * @param flags the JVM's options, {@code -javaagent} among them; none for no agent
 */
public record InstalledAgent(String name, List<String> flags) {

    /** The first release with JFR's method timing (JEP 520). */
    private static final int FIRST_WITH_METHOD_TIMING = 25;

    public static final InstalledAgent NONE = new InstalledAgent("no agent", List.of());
    public static final String OURS = "Inferometer";
    public static final String EMPTY = "empty agent";

    /** What the JDK itself takes for any agent. */
    public static InstalledAgent empty(Path jar) {
        return of(EMPTY, jar);
    }

    public static InstalledAgent inferometer(Path jar) {
        return of(OURS, jar, "-Dinferometer.http.port=0");
    }

    /** @param jars the folder of the other agents' jars */
    public static InstalledAgent openTelemetry(Path jars) {
        return of(
                "OpenTelemetry agent",
                jars.resolve("opentelemetry-javaagent.jar"),
                "-Dotel.traces.exporter=none",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none");
    }

    public static InstalledAgent elastic(Path jars) {
        return of(
                "Elastic agent",
                jars.resolve("elastic-apm-agent.jar"),
                "-Delastic.apm.disable_send=true",
                "-Delastic.apm.central_config=false",
                "-Delastic.apm.cloud_provider=NONE",
                "-Delastic.apm.server_url=http://127.0.0.1:1",
                "-Delastic.apm.log_level=OFF");
    }

    public static InstalledAgent datadog(Path jars) {
        return of(
                "Datadog agent",
                jars.resolve("dd-java-agent.jar"),
                "-Ddd.trace.agent.url=http://127.0.0.1:1",
                "-Ddd.instrumentation.telemetry.enabled=false",
                "-Ddd.remote_config.enabled=false",
                "-Ddd.jmxfetch.enabled=false",
                "-Ddd.trace.startup.logs=false");
    }

    /** Measures no calls; publishes what JMX says of the JVM, at any free port. */
    public static InstalledAgent jmxExporter(Path jars, Path configuration) {
        return new InstalledAgent(
                "jmx_exporter",
                List.of("-javaagent:" + jars.resolve("jmx_prometheus_javaagent.jar") + "=127.0.0.1:0:"
                        + configuration));
    }

    /**
     * The JDK's own recorder, that times one method.
     *
     * @param method as {@code package.Class::method}
     * @param file where the recording goes
     */
    public static InstalledAgent methodTiming(String method, Path file) {
        return new InstalledAgent(
                "JFR method timing",
                List.of(
                        "-XX:StartFlightRecording:method-timing=" + method + ",filename=" + file,
                        "-Xlog:jfr+startup=off"));
    }

    public static boolean hasMethodTiming(String version) {
        return Machine.feature(version) >= FIRST_WITH_METHOD_TIMING;
    }

    /** The same with further options of the JVM. */
    public InstalledAgent with(String... more) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(List.of(more));
        return new InstalledAgent(name, List.copyOf(all));
    }

    public InstalledAgent named(String other) {
        return new InstalledAgent(other, flags);
    }

    /** A JVM that is started with it. */
    public Subject start(Path home, Path scratch, String... arguments) {
        return new Subject(home, null, scratch, with(arguments).flags().toArray(String[]::new));
    }

    private static InstalledAgent of(String name, Path jar, String... options) {
        return new InstalledAgent(name, List.of("-javaagent:" + jar)).with(options);
    }
}
