package io.inferometer.benchmark.server;

import io.inferometer.benchmark.forked.InstalledAgent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The embedding server with one agent, and the load generator that asks it. Ended when closed. Not thread-safe. */
final class ServedLoad implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("http://[0-9.:]+");
    private static final Pattern BOOKS = Pattern.compile("\"failures\":(\\d+),\"texts\":(\\d+),\"seconds\":([0-9.]+)");
    private static final int CLIENTS = 4;

    private final InstalledAgent agent;
    private final Process process;
    private final List<String> client;

    /**
     * Starts the server and waits until it listens.
     *
     * @param server the sample's jar
     * @param pinned whether server and client have a core each
     */
    ServedLoad(InstalledAgent agent, Path home, Path server, Path scratch, boolean pinned) throws IOException {
        this.agent = agent;
        List<String> words = onCore(0, pinned);
        words.add(home.resolve("bin/java").toString());
        words.addAll(agent.flags());
        words.addAll(List.of("-Xmx1g", "-jar", server.toString(), "--port", "0"));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        scratch.resolve("stderr.log").toFile()));
        builder.environment().put("DJL_CACHE_DIR", scratch.resolve("djl").toString());
        process = builder.start();
        client = onCore(1, pinned);
        client.addAll(List.of(
                home.resolve("bin/java").toString(),
                "-Xmx256m",
                "-cp",
                server.toString(),
                "io.inferometer.sample.load.LoadGenerator",
                "--clients",
                Integer.toString(CLIENTS),
                "--url",
                address(process.inputReader(StandardCharsets.UTF_8)) + "/embed"));
    }

    private static List<String> onCore(int core, boolean pinned) {
        return new ArrayList<>(pinned ? List.of("taskset", "-c", Integer.toString(core)) : List.of());
    }

    private static String address(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return address.group();
            }
        }
        throw new IOException("the embedding server ended before it had an address");
    }

    /** Asks for so long, and returns how many texts were embedded in a second. */
    double textsPerSecond(int seconds) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(client);
        words.addAll(List.of("--seconds", Integer.toString(seconds)));
        Process asking = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = asking.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            Matcher books = BOOKS.matcher(String.valueOf(line));
            if (asking.waitFor() != 0 || !books.find() || !books.group(1).equals("0")) {
                throw new IOException("requests failed with " + agent.name() + ": " + line);
            }
            return Double.parseDouble(books.group(2)) / Double.parseDouble(books.group(3));
        } finally {
            asking.destroyForcibly();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
