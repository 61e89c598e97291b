package io.inferometer.benchmark.aggregation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What Linux says of the agent's threads in this process. See proc(5). Stateless. */
public final class AgentTasks {

    /** Linux keeps fifteen characters of a thread's name. */
    public static final String AGGREGATOR = "inferometer-agg";

    public static final String ANY = "inferometer-";

    private AgentTasks() {}

    /** Nanoseconds of processor time so far, of the threads whose name begins so. */
    public static long cpuNanos(String name) throws IOException {
        long sum = 0;
        for (Path task : named(name)) {
            sum += Long.parseLong(read(task.resolve("schedstat")).split(" ", 2)[0]);
        }
        return sum;
    }

    /** How often these threads have waited for something: each wait ends in a wake-up. */
    public static long waits(String name) throws IOException {
        long sum = 0;
        for (Path task : named(name)) {
            for (String line : read(task.resolve("status")).split("\n", -1)) {
                if (line.startsWith("voluntary_ctxt_switches:")) {
                    sum += Long.parseLong(line.substring(line.indexOf(':') + 1).trim());
                }
            }
        }
        return sum;
    }

    private static List<Path> named(String name) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.filter(task -> isNamed(task, name)).toList();
        }
    }

    private static boolean isNamed(Path task, String name) {
        try {
            return read(task.resolve("comm")).startsWith(name);
        } catch (NoSuchFileException ended) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }
}
