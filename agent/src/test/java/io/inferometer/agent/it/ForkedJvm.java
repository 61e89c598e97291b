package io.inferometer.agent.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;

/**
 * How a JVM is to be started. The class path is the module's test classes unless told otherwise; the environment is this
 * process's own without what any JVM or the agent would read. Not thread-safe; may be started any number of times.
 */
public final class ForkedJvm {

    private static final Path MODULE = Path.of("").toAbsolutePath();

    /** The file that users deploy. */
    public static final Path AGENT = MODULE.resolve("target/inferometer-agent.jar");

    private final Jdk jdk;
    private final List<String> around = new ArrayList<>();
    private final List<String> agents = new ArrayList<>();
    private final List<String> flags = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private String classPath = MODULE.resolve("target/test-classes").toString();
    private Path directory = MODULE.resolve("target");
    private Duration timeout = Duration.ofSeconds(60);

    private ForkedJvm(Jdk jdk) {
        this.jdk = jdk;
    }

    /** Skips the calling test when {@code jdk} is not to be had. */
    public static ForkedJvm of(Jdk jdk) {
        if (jdk.home() == null) {
            System.err.println("skipped: " + jdk.name());
            Assumptions.abort(jdk.name());
        }
        return new ForkedJvm(jdk);
    }

    /** Adds {@code -javaagent} with the shipped jar. Without {@code http.port} among the options a free port is used. */
    public ForkedJvm agent(String... options) {
        String all = String.join(",", options);
        return agentWithExactly(
                all.contains("http.port=") ? all : all.isEmpty() ? "http.port=0" : "http.port=0," + all);
    }

    /** Adds {@code -javaagent} with the shipped jar and these options, be they as they may. */
    public ForkedJvm agentWithExactly(String options) {
        return agentJar(AGENT, options);
    }

    /** Adds {@code -javaagent} with another jar. */
    public ForkedJvm agentJar(Path jar, String options) {
        agents.add("-javaagent:" + jar + (options.isEmpty() ? "" : "=" + options));
        return this;
    }

    /** Adds options of the JVM. */
    public ForkedJvm flags(String... more) {
        flags.addAll(List.of(more));
        return this;
    }

    /** Puts the words of a command ahead that becomes the one which follows it, such as {@code taskset -c 0}. */
    public ForkedJvm around(String... words) {
        around.addAll(List.of(words));
        return this;
    }

    /** Replaces the class path. */
    public ForkedJvm classPath(Path... entries) {
        List<String> texts = new ArrayList<>();
        for (Path entry : entries) {
            texts.add(entry.toAbsolutePath().toString());
        }
        classPath = String.join(File.pathSeparator, texts);
        return this;
    }

    public ForkedJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public ForkedJvm directory(Path workingDirectory) {
        directory = workingDirectory;
        return this;
    }

    /** How long any wait for this JVM may take, 60 s unless told otherwise. */
    public ForkedJvm timeout(Duration longest) {
        timeout = longest;
        return this;
    }

    /** Runs a class to its end. */
    public Result run(Class<?> main, String... arguments) {
        return run(main.getName(), arguments);
    }

    /** Runs a class to its end. */
    public Result run(String main, String... arguments) {
        try (RunningJvm jvm = start(main, arguments)) {
            return jvm.finish();
        }
    }

    /** Starts a class. */
    public RunningJvm start(Class<?> main, String... arguments) {
        return start(main.getName(), arguments);
    }

    /** Starts a class. */
    public RunningJvm start(String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.addAll(jdk.strict());
        command.addAll(agents);
        command.addAll(flags);
        if (!classPath.isEmpty()) {
            command.addAll(List.of("-cp", classPath));
        }
        command.add(main);
        command.addAll(List.of(arguments));
        return startTool("java", command);
    }

    /** Runs a program of the JDK to its end; agent, flags and class path are left to the arguments and environment. */
    public Result runTool(String tool, String... arguments) {
        try (RunningJvm jvm = startTool(tool, List.of(arguments))) {
            return jvm.finish();
        }
    }

    private RunningJvm startTool(String tool, List<String> arguments) {
        if (!Files.isRegularFile(AGENT)) {
            throw new IllegalStateException(AGENT + " is missing: run this test by `mvn verify`, after `package`");
        }
        List<String> command = new ArrayList<>(around);
        command.add(jdk.tool(tool).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("INFEROMETER_")
                        || name.startsWith("OTEL_")
                        || name.startsWith("AWS_")
                        || name.startsWith("SENTINEL_")
                        || name.startsWith("TRACKER_")
                        || name.toUpperCase(Locale.ROOT).endsWith("_PROXY")
                        || name.endsWith("JAVA_OPTIONS")
                        || name.equals("JAVA_TOOL_OPTIONS")
                        || name.equals("CLASSPATH"));
        builder.environment()
                .put("XDG_STATE_HOME", MODULE.resolve("target/state").toString());
        builder.environment().putAll(environment);
        try {
            return new RunningJvm(jdk, builder.start(), String.join(" ", command), timeout);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
