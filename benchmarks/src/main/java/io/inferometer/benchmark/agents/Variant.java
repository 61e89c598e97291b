package io.inferometer.benchmark.agents;

import io.inferometer.benchmark.forked.InstalledAgent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One agent, told the woven method as its users tell it, and one way to call.
 *
 * @param agent what the JVM is started with
 * @param virtual whether the calls are made on virtual threads, of which there are as many as carriers
 * @param threads how many call
 * @param work the woven method
 * @param on whether measuring is on: off is turned off over JMX
 * @param times how many times as many batches as others it takes
 */
record Variant(InstalledAgent agent, boolean virtual, int threads, Work work, boolean on, int times) {

    private static final String METHOD = Scorer.class.getName();

    static Variant unwoven(int threads) {
        return of(InstalledAgent.NONE.named("a method that is not woven"), threads);
    }

    static Variant ours(Path jar, int threads) {
        return ours(InstalledAgent.OURS, jar, threads, Work.METHOD, true);
    }

    /** The agent as it is, on one thread or more, with further options. */
    static Variant ours(String name, Path jar, int threads, Work work, boolean on, String... more) {
        InstalledAgent agent = InstalledAgent.inferometer(jar)
                .named(name)
                .with("-Dinferometer.methods=" + METHOD + "#score")
                .with(more);
        return new Variant(agent, false, threads, work, on, 1);
    }

    static Variant openTelemetry(Path agents, int threads, boolean sampling) {
        InstalledAgent agent = InstalledAgent.openTelemetry(agents)
                .with(
                        "-Dotel.instrumentation.methods.include=" + METHOD + "[score]",
                        "-Dotel.traces.sampler=" + (sampling ? "always_on" : "always_off"));
        return of(sampling ? agent : agent.named(agent.name() + ", never sampling"), threads);
    }

    static Variant elastic(Path agents, int threads) {
        return of(InstalledAgent.elastic(agents).with("-Delastic.apm.trace_methods=" + METHOD + "#score"), threads);
    }

    static Variant datadog(Path agents, int threads) {
        return of(InstalledAgent.datadog(agents).with("-Ddd.trace.methods=" + METHOD + "[score]"), threads);
    }

    static Variant methodTiming(Path scratch, int threads) {
        return of(InstalledAgent.methodTiming(METHOD + "::score", scratch.resolve("calls.jfr")), threads);
    }

    private static Variant of(InstalledAgent agent, int threads) {
        return new Variant(agent, false, threads, Work.METHOD, true, 1);
    }

    /** The same on virtual threads, as many as carriers. */
    Variant onVirtualThreads() {
        InstalledAgent more = agent.named(
                        agent.name() + ", virtual threads on " + threads + (threads == 1 ? " carrier" : " carriers"))
                .with(
                        "-Djdk.virtualThreadScheduler.parallelism=" + threads,
                        "-Djdk.virtualThreadScheduler.maxPoolSize=" + threads);
        return new Variant(more, true, threads, work, on, times);
    }

    /** The same for so many times as long: what it has is not there at once. */
    Variant lasting(int longer) {
        return new Variant(agent, virtual, threads, work, on, longer);
    }

    String name() {
        return agent.name();
    }

    boolean isWoven() {
        return !agent.flags().isEmpty();
    }

    /** Whether calls are to be measured. */
    boolean measures() {
        return isWoven() && on;
    }

    /** Whether it is ours as it is installed, without further options. */
    boolean isHeldAgainst() {
        return isOurs() && (virtual || name().equals(InstalledAgent.OURS));
    }

    boolean isOurs() {
        return name().startsWith(InstalledAgent.OURS);
    }

    /** What follows the agent's flags on the JVM's command line. */
    String[] arguments(String classPath, int rounds, int calls) {
        List<String> words = new ArrayList<>(List.of(
                "-cp",
                classPath,
                WovenCalls.class.getName(),
                virtual ? "virtual" : "platform",
                Integer.toString(threads),
                Integer.toString(rounds * times),
                Integer.toString(calls),
                work.name(),
                on ? "on" : "off"));
        return words.toArray(String[]::new);
    }
}
