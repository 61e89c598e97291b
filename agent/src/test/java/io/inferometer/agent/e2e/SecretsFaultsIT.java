package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.config.Option;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.e2e.app.Commands;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Metrics;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A secret in any option, from any source, right or wrong, is seen nowhere that the agent shows or writes anything. */
@Tag("safety")
class SecretsFaultsIT {

    private static final String SECRET = "Zq7xHunter2Wk29";

    private static final String IN_USER = "http://user:" + SECRET + "@127.0.0.1:1";
    private static final String IN_QUERY = "http://127.0.0.1:1/p?a=1&token=" + SECRET;
    private static final String AS_PAIR = "password=" + SECRET;

    @TempDir
    Path directory;

    @OneJdk
    void inUrlsOfExportersThatAreOff(Jdk jdk) throws IOException {
        runWith(jdk, IN_USER, "exporter cloudwatch is off: ");
    }

    @OneJdk
    void inUrlsOfExportersThatFail(Jdk jdk) throws IOException {
        runWith(jdk, IN_QUERY, "exporter sagemaker-metrics: no answer");
    }

    @OneJdk
    void inValuesThatAreWrong(Jdk jdk) throws IOException {
        runWith(jdk, AS_PAIR, "exporter cloudwatch is off: ");
    }

    /** What the test itself needs: a page to read, exporters, a log with everything in it. */
    private Map<String, String> needed() {
        Map<String, String> needed = new LinkedHashMap<>();
        needed.put("http.host", "127.0.0.1");
        needed.put("http.port", "0");
        needed.put("interval", "1s");
        needed.put("exporters", "http,sagemaker-metrics,sagemaker-edge,cloudwatch,cloudwatch-logs,file," + AS_PAIR);
        needed.put("sagemaker-metrics.trial-component", "trial");
        needed.put("cloudwatch-logs.emf", "true");
        needed.put("aws.region", "us-east-1");
        needed.put("log.level", "debug");
        needed.put("log.file", directory.resolve("agent.log").toString());
        needed.put("config", directory.resolve("agent.properties").toString());
        needed.put("spool.directory", directory.resolve("spool").toString());
        needed.put("file.path", directory.resolve("windows.jsonl").toString());
        return needed;
    }

    private void runWith(Jdk jdk, String value, String expected) throws IOException {
        List<String> agentOptions = new ArrayList<>();
        List<String> flags = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        Map<String, String> environment = new LinkedHashMap<>();
        Map<String, String> values = needed();
        values.forEach((key, needed) -> agentOptions.add(key + "=" + needed));
        int turn = 0;
        for (Option<?> option : Options.all()) {
            String key = option.key();
            if (!values.containsKey(key)) {
                switch (turn++ % 4) {
                    case 0 -> agentOptions.add(key + "=" + value);
                    case 1 -> flags.add("-Dinferometer." + key + "=" + value);
                    case 2 -> environment.put(variable(key), value);
                    default -> lines.add(key + " = " + value);
                }
            }
        }
        agentOptions.add("model-name.Scorer=" + value);
        agentOptions.add("timing.Scorer=" + value);
        Files.write(directory.resolve("agent.properties"), lines);
        ForkedJvm jvm = AwsSettings.signed(ForkedJvm.of(jdk).agentWithExactly(String.join(",", agentOptions)))
                .flags("-XX:+EnableDynamicAgentLoading")
                .flags(flags.toArray(new String[0]))
                .directory(directory);
        environment.forEach(jvm::environment);
        try (RunningJvm running = jvm.start(Commands.class, "--password", SECRET)) {
            running.awaitOut("^ready$");
            running.send("score 40");
            running.awaitOut("^scored 40");
            inspect(jdk, running, jvm, flags, String.join(",", agentOptions), expected);
        }
    }

    private void inspect(
            Jdk jdk, RunningJvm running, ForkedJvm jvm, List<String> flags, String options, String expected)
            throws IOException {
        Path log = directory.resolve("agent.log");
        await(running, log, "dashboard http://127");
        await(running, log, expected);
        String dashboard = Files.readString(log).replaceAll("(?s).*dashboard (http://\\S+?/)[;\\s].*", "$1");
        Metrics page = new Metrics(java.net.URI.create(dashboard));
        for (String path : List.of("", "api/snapshot", "metrics")) {
            assertClean("/" + path, page.get(path));
        }
        String pid = Long.toString(running.pid());
        try (JmxClient console = JmxClient.attach(running.pid())) {
            console.await("type=Agent", "Recorded", 40L);
            String beans = console.dumpWith("type=Model,");
            assertThat(beans).contains("type=Exporter,name=cloudwatch LastError ", "type=Model,", " Recorded 40");
            assertClean("JMX", beans);
        }
        Result list = command(jdk, "list");
        assertThat(list.out()).contains(dashboard, "--password ***");
        assertClean("list", list.out() + list.err());
        Result top = command(jdk, "top", pid, "--once");
        assertThat(top.out()).as(top.err()).contains("annotation");
        assertClean("top", top.out() + top.err());
        // A JVM of JDK 17 takes at most 1,024 characters.
        String later = options.substring(0, Math.min(600, options.length()));
        Result attach = command(jdk, "attach", pid, "aws.endpoint=" + IN_USER + "," + later);
        assertThat(attach.out()).as(attach.err()).contains("carries the agent already", "applied: ");
        assertClean("attach", attach.out() + attach.err());
        await(running, log, "this JVM carries the agent already; applied:");
        checked(jvm, flags, options);
        Result result = running.finish();
        assertClean("stdout", result.out());
        assertClean("stderr", result.err());
        assertThat(Files.readString(log)).as("log").contains("***");
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file) && !file.endsWith("agent.properties")) {
                    assertClean(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        assertThat(directory.resolve("windows.jsonl")).isNotEmptyFile();
    }

    private static void checked(ForkedJvm jvm, List<String> flags, String options) {
        List<String> arguments = new ArrayList<>(flags);
        arguments.addAll(List.of("-jar", ForkedJvm.AGENT.toString(), "check", options));
        Result check = jvm.runTool("java", arguments.toArray(new String[0]));
        assertThat(check.exitCode()).as(check.out()).isEqualTo(1);
        assertThat(check.out()).contains("mistake: ", "***");
        for (Option<?> option : Options.all()) {
            assertThat(check.out()).contains("\n" + option.key() + " ");
        }
        assertClean("check", check.out() + check.err());
    }

    private static void await(RunningJvm running, Path log, String text) throws IOException {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!Files.exists(log) || !Files.readString(log).contains(text)) {
            assertThat(System.nanoTime())
                    .as("%s is said in %s", text, running.err())
                    .isLessThan(deadline);
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static String variable(String key) {
        return "INFEROMETER_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static void assertClean(String where, String text) {
        assertThat(text).as(where).doesNotContain(SECRET, SECRET.substring(3), SECRET.substring(0, 12));
    }

    private static Result command(Jdk jdk, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-jar", ForkedJvm.AGENT.toString()));
        all.addAll(List.of(arguments));
        return ForkedJvm.of(jdk).runTool("java", all.toArray(new String[0]));
    }
}
