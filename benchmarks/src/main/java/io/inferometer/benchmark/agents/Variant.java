package io.inferometer.benchmark.agents;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One agent as one of its users sets it up, and one way to call. Nothing is sent anywhere.
 *
 * @param name its name in the table
 * @param agent the jar, or null for none
 * @param options the JVM's other options
 * @param virtual whether the calls are made on virtual threads, of which there are as many as carriers
 * @param threads how many call
 * @param work the woven method
 * @param on whether measuring is on: off is turned off over JMX
 */
record Variant(String name, Path agent, List<String> options, boolean virtual, int threads, Work work, boolean on) {

    private static final String METHOD = Scorer.class.getName();

    static Variant unwoven(int threads) {
        return new Variant("a method that is not woven", null, List.of(), false, threads, Work.METHOD, true);
    }

    static Variant ours(Path jar, int threads) {
        return ours("Inferometer", jar, threads, Work.METHOD, true);
    }

    /** The agent as it is, on one thread or more, with further options. */
    static Variant ours(String name, Path jar, int threads, Work work, boolean on, String... more) {
        List<String> options =
                new ArrayList<>(List.of("-Dinferometer.methods=" + METHOD + "#score", "-Dinferometer.http.port=0"));
        options.addAll(List.of(more));
        return new Variant(name, jar, options, false, threads, work, on);
    }

    static Variant onVirtualThreads(Path jar, int carriers) {
        Variant ours = ours(
                "Inferometer, virtual threads on " + carriers + (carriers == 1 ? " carrier" : " carriers"),
                jar,
                carriers,
                Work.METHOD,
                true,
                "-Djdk.virtualThreadScheduler.parallelism=" + carriers,
                "-Djdk.virtualThreadScheduler.maxPoolSize=" + carriers);
        return new Variant(ours.name, ours.agent, ours.options, true, carriers, ours.work, true);
    }

    static Variant openTelemetry(Path agents, int threads, boolean sampling) {
        List<String> options = List.of(
                "-Dotel.instrumentation.methods.include=" + METHOD + "[score]",
                "-Dotel.traces.exporter=none",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none",
                "-Dotel.traces.sampler=" + (sampling ? "always_on" : "always_off"));
        return new Variant(
                sampling ? "OpenTelemetry agent" : "OpenTelemetry agent, never sampling",
                agents.resolve("opentelemetry-javaagent.jar"),
                options,
                false,
                threads,
                Work.METHOD,
                true);
    }

    static Variant elastic(Path agents, int threads) {
        List<String> options = List.of(
                "-Delastic.apm.trace_methods=" + METHOD + "#score",
                "-Delastic.apm.disable_send=true",
                "-Delastic.apm.central_config=false",
                "-Delastic.apm.cloud_provider=NONE",
                "-Delastic.apm.server_url=http://127.0.0.1:1",
                "-Delastic.apm.log_level=OFF");
        return new Variant(
                "Elastic agent", agents.resolve("elastic-apm-agent.jar"), options, false, threads, Work.METHOD, true);
    }

    static Variant datadog(Path agents, int threads) {
        List<String> options = List.of(
                "-Ddd.trace.methods=" + METHOD + "[score]",
                "-Ddd.trace.agent.url=http://127.0.0.1:1",
                "-Ddd.instrumentation.telemetry.enabled=false",
                "-Ddd.remote_config.enabled=false",
                "-Ddd.jmxfetch.enabled=false",
                "-Ddd.trace.startup.logs=false");
        return new Variant(
                "Datadog agent", agents.resolve("dd-java-agent.jar"), options, false, threads, Work.METHOD, true);
    }

    /** Whether calls are to be measured. */
    boolean measures() {
        return agent != null && on;
    }

    /** What the JVM is started with, but for its agent. */
    String[] arguments(String classPath, int rounds, int calls) {
        List<String> words = new ArrayList<>(options);
        words.addAll(List.of(
                "-cp",
                classPath,
                WovenCalls.class.getName(),
                virtual ? "virtual" : "platform",
                Integer.toString(threads),
                Integer.toString(rounds),
                Integer.toString(calls),
                work.name(),
                on ? "on" : "off"));
        return words.toArray(String[]::new);
    }
}
