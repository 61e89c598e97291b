package io.inferometer.agent.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM takes, as Linux and the JDK's tools see it from outside.
 *
 * @param heap KiB of live objects
 * @param metaspace KiB of classes
 * @param threads of the system
 * @param handles open file descriptors
 * @param classes loaded now
 */
record JvmFootprint(double heap, double metaspace, double threads, double handles, double classes) {

    private static final Pattern THREADS = Pattern.compile("\nThreads:\\s*(\\d+)");

    /** Tools come last: they make the JVM start a thread and open a socket. */
    static JvmFootprint of(Jdk jdk, RunningJvm jvm) throws IOException {
        Path process = Path.of("/proc/" + jvm.pid());
        Matcher threads = THREADS.matcher(Files.readString(process.resolve("status")));
        if (!threads.find()) {
            throw new AssertionError("no number of threads in " + process);
        }
        long handles;
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            handles = open.count();
        }
        return new JvmFootprint(
                ClassHistogram.of(jdk, jvm).bytes() / 1024.0,
                column(jdk, jvm, "-gc", "MU"),
                Double.parseDouble(threads.group(1)),
                handles,
                classes(jdk, jvm));
    }

    /** Loaded and not unloaded. */
    static double classes(Jdk jdk, RunningJvm jvm) {
        return column(jdk, jvm, "-class", "Loaded") - column(jdk, jvm, "-class", "Unloaded");
    }

    /** What {@code jstat} prints below a heading. */
    private static double column(Jdk jdk, RunningJvm jvm, String statistics, String heading) {
        String out = ForkedJvm.of(jdk)
                .runTool("jstat", statistics, Long.toString(jvm.pid()))
                .out();
        String[] lines = out.strip().split("\n", -1);
        String[] headings = lines[0].strip().split("\\s+", -1);
        for (int i = 0; i < headings.length; i++) {
            if (headings[i].equals(heading)) {
                return Double.parseDouble(lines[1].strip().split("\\s+", -1)[i].replace(',', '.'));
            }
        }
        throw new AssertionError("no " + heading + " in " + out);
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
