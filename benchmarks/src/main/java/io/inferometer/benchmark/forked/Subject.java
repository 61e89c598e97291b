package io.inferometer.benchmark.forked;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM that is started, timed and ended. What it writes to standard error goes to a file beside the others. */
public final class Subject {

    private static final long PATIENCE_SECONDS = 60;

    private static final byte[] SENTENCE = "The first answer counts.".getBytes(StandardCharsets.UTF_8);

    /** Bash has what the kernel tells a parent alone (wait4(2)). Its words: log of errors, file of the times, command. */
    private static final String TIMING =
            "TIMEFORMAT='%3R %3U %3S'; log=$1 times=$2; shift 2; { time \"$@\" 2>>\"$log\"; } 2>\"$times\"";

    private final ProcessBuilder command;
    private final Path scratch;

    /**
     * @param agent the agent's jar, or null for none
     * @param arguments what follows the JVM's own options
     */
    public Subject(Path javaHome, Path agent, Path scratch, String... arguments) {
        this.scratch = scratch;
        List<String> words = new ArrayList<>();
        words.add(javaHome.resolve("bin/java").toString());
        if (agent != null) {
            words.add("-javaagent:" + agent);
        }
        words.addAll(Arrays.asList(arguments));
        command = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
        command.environment().put("DJL_CACHE_DIR", scratch.resolve("djl").toString());
    }

    /** Starts it; whoever asked ends it. */
    public Process start() throws IOException {
        return command.start();
    }

    /** Milliseconds from the start of the process to its end. */
    public double toEnd() throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = command.start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(failed());
            }
            return since(start);
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * Runs the process to its end.
     *
     * @param around the words of a command that starts the one that follows them, such as {@code taskset -c 0}
     */
    public Spent toEndWithin(List<String> around) throws IOException, InterruptedException {
        Path times = scratch.resolve("times");
        List<String> words = new ArrayList<>(List.of("bash", "-c", TIMING, "bash", log().toString(), times.toString()));
        words.addAll(around);
        words.addAll(command.command());
        Process process = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(command.redirectError())
                .start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(failed());
            }
        } finally {
            process.destroyForcibly();
        }
        return Spent.parse(Files.readString(times));
    }

    /** Milliseconds from the start of the process to the end of its first answer. */
    public double toFirstAnswer() throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = command.start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                int address = line.indexOf("http://");
                if (address >= 0) {
                    embed(line.substring(address).split(" ", 2)[0]);
                    return since(start);
                }
            }
            throw new IOException("ended without an address: " + String.join(" ", command.command()));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /**
     * What the process says of itself: the lines {@code result <name> <number>} of its standard output.
     *
     * @param patience how long it may live
     */
    public Map<String, Double> results(Duration patience) throws IOException, InterruptedException {
        Path output = scratch.resolve("stdout.log");
        Process process = new ProcessBuilder(command.command())
                .redirectOutput(output.toFile())
                .redirectError(command.redirectError())
                .start();
        try {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(failed());
            }
        } finally {
            process.destroyForcibly();
        }
        Map<String, Double> results = new HashMap<>();
        for (String line : Files.readAllLines(output)) {
            String[] words = line.split(" ", -1);
            if (words.length == 3 && words[0].equals("result")) {
                results.put(words[1], Double.valueOf(words[2]));
            }
        }
        return results;
    }

    private Path log() {
        return scratch.resolve("stderr.log");
    }

    private String failed() {
        return "failed, see the logs in " + scratch + ": " + String.join(" ", command.command());
    }

    private static void embed(String address) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address + "/embed").toURL().openConnection();
        connection.setReadTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "text/plain");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(SENTENCE);
        }
        try (InputStream in = connection.getInputStream()) {
            in.readAllBytes();
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
