package io.inferometer.agent.it;

import java.util.regex.Matcher;

/**
 * What a JVM that runs {@link io.inferometer.agent.it.app.Waiting} takes.
 *
 * @param heap KiB of live objects
 * @param metaspace KiB of classes
 * @param threads of the system
 * @param handles open file descriptors
 * @param classes loaded now
 */
record JvmFootprint(double heap, double metaspace, double threads, double handles, double classes) {

    private static final double KIBIBYTE = 1 << 10;

    /** Asks a JVM that waits for it. */
    static JvmFootprint of(RunningJvm jvm) {
        jvm.send("figures");
        Matcher said = jvm.awaitOut("^figures (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)$");
        return new JvmFootprint(
                Double.parseDouble(said.group(5)) / KIBIBYTE,
                Double.parseDouble(said.group(4)) / KIBIBYTE,
                Double.parseDouble(said.group(1)),
                Double.parseDouble(said.group(2)),
                Double.parseDouble(said.group(3)));
    }

    JvmFootprint minus(JvmFootprint other) {
        return new JvmFootprint(
                heap - other.heap,
                metaspace - other.metaspace,
                threads - other.threads,
                handles - other.handles,
                classes - other.classes);
    }
}
