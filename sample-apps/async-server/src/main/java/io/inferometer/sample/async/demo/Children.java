package io.inferometer.sample.async.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** JVMs of the demo, each with its log in one directory of their own; all end, and the directory goes, with this JVM. */
final class Children {

    private static final long START_SECONDS = 60;
    private static final int LINES_SHOWN = 20;

    private final Path directory = Files.createTempDirectory("inferometer-async-demo.");
    private final List<Process> processes = new ArrayList<>();
    private volatile boolean isEnding;

    Children() throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endAll, "end"));
    }

    /** Whether this JVM is about to end. */
    boolean areEnding() {
        return isEnding;
    }

    Path directory() {
        return directory;
    }

    /**
     * Starts one.
     *
     * @param command what follows {@code java}
     * @throws IOException if it cannot be, or if this JVM is about to end
     */
    synchronized Process start(String name, Map<String, String> environment, List<String> command) throws IOException {
        if (isEnding) {
            throw new IOException("interrupted");
        }
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile());
        // What this user has configured for other programs must not change what is shown here.
        builder.environment()
                .keySet()
                .removeIf(key -> key.matches("(?i)INFEROMETER_.*|AWS_.*|.*_PROXY|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    Path log(String name) {
        return directory.resolve(name + ".log");
    }

    /** Waits for a line in a file; returns the pattern's first group. */
    String await(String name, Process process, Path file, String pattern) throws IOException, InterruptedException {
        Pattern wanted = Pattern.compile(pattern);
        long deadline = System.nanoTime() + START_SECONDS * 1_000_000_000;
        while (true) {
            Matcher matcher = wanted.matcher(Files.exists(file) ? Files.readString(file) : "");
            if (matcher.find()) {
                return matcher.group(1);
            }
            if (!process.isAlive() || System.nanoTime() > deadline) {
                String log = tail(name);
                throw new IOException(name + (process.isAlive() ? " was not ready in time" : " ended too early") + log);
            }
            Thread.sleep(50);
        }
    }

    String tail(String name) throws IOException {
        List<String> lines = Files.readAllLines(log(name));
        return "; it said:\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }

    /** Returns whether it ended in good order. */
    static boolean end(Process process) throws InterruptedException {
        process.destroy();
        return process.waitFor(30, TimeUnit.SECONDS);
    }

    private void endAll() {
        isEnding = true;
        endThem();
    }

    private synchronized void endThem() {
        processes.forEach(Process::destroy);
        try {
            for (Process process : processes) {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            System.err.println("async-demo: cannot delete " + directory + ": " + e);
        }
    }
}
