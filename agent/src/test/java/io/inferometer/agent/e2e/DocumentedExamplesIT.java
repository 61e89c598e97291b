package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.e2e.Examples.Example;
import io.inferometer.agent.e2e.app.Commands;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdks;
import io.inferometer.agent.it.Metrics;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.receiver.ReceiverOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of README and docs do what they are there for: each runs with the shipped jar, its exporters deliver to a
 * receiver, and {@code check} finds no mistake. Only ports, paths, placeholders, AWS's own endpoint and the length of a window
 * are replaced.
 */
class DocumentedExamplesIT {

    private static final Path RECEIVER = Path.of("../sample-apps/receiver/target/receiver.jar");
    private static final Pattern AGENT =
            Pattern.compile("java -javaagent:inferometer-agent\\.jar(?:=(?<options>\\S+))? -jar server\\.jar");
    private static final Pattern REGION = Pattern.compile("(?:^|,)aws\\.region=([^,]+)");
    private static final Pattern EXPORTERS = Pattern.compile("exporters=([a-z-]+(?:,[a-z-]+(?=,|$))*)");

    /** What a command begins with, and why it does not run here. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "aws", "needs an account",
            "curl", "asks what MBeansTest and ListenerTest ask",
            "jq", "is not installed with a JDK",
            "mvn", "builds what this test is part of",
            "sample-apps/async-demo.sh", "takes a minute; AsyncDemoIT",
            "sample-apps/quickstart.sh", "takes minutes; QuickstartTest");

    private static final String SENTINEL_TOKEN = "SENTINEL_API_TOKEN";

    private static final Set<String> COMMANDS = Set.of("java", "export", "docker", "kubectl");

    /** By their arguments; what one example sent says nothing of the next, whose own metrics tell what it delivered. */
    private static final Map<List<String>, RunningJvm> RECEIVERS = new HashMap<>();

    @TempDir
    private Path directory;

    @AfterAll
    static void close() {
        RECEIVERS.values().forEach(RunningJvm::close);
    }

    static Stream<Example> agents() {
        return Examples.blocks()
                .filter(example -> example.lines().stream().anyMatch(line -> line.contains("-javaagent:")));
    }

    static Stream<String> options() {
        return Examples.options().distinct();
    }

    @Test
    void noCommandIsLeftOut() {
        assertThat(Examples.blocks()
                        .filter(example ->
                                COMMANDS.contains(word(example.lines().get(0)))))
                .allSatisfy(example -> assertThat(agents()).contains(example));
        assertThat(agents().count()).isGreaterThanOrEqualTo(6);
        assertThat(options().count()).isGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("agents")
    void anExampleWorks(Example example) {
        Map<String, String> environment = new TreeMap<>();
        List<String> receiver = new ArrayList<>();
        String options = null;
        for (String line : example.lines()) {
            Matcher agent = AGENT.matcher(line);
            if (agent.matches()) {
                options = agent.group("options") == null ? "" : agent.group("options");
            } else if (word(line).equals("export")) {
                for (String variable : line.substring("export ".length()).split(" ")) {
                    environment.put(variable.split("=")[0], variable.split("=", 2)[1]);
                }
            } else if (line.startsWith("java -jar sample-apps/receiver/target/receiver.jar ")) {
                receiver.addAll(List.of(line.replaceAll(".*receiver.jar |--port \\d+|&", "")
                        .strip()
                        .split(" +")));
            } else {
                assertThat(NOT_RUN).as(line).containsKey(word(line));
            }
        }
        assertThat(options).as("%s", example).isNotNull();
        assertWorks(options, environment, receiver);
    }

    @ParameterizedTest
    @MethodSource("options")
    void optionsInTheTextWork(String options) {
        assertWorks(
                options.replace("<region>", "eu-west-1")
                        .replace("<url>", "http://127.0.0.1:8080")
                        .replaceAll("<[a-z]+>", "name"),
                Map.of(),
                List.of());
    }

    private static String word(String line) {
        return line.split(" ", 2)[0];
    }

    /** @param arguments of the receiver that the example starts; none if it starts none */
    private void assertWorks(String options, Map<String, String> environment, List<String> arguments) {
        Result check = ForkedJvm.of(Jdks.running())
                .environment(SENTINEL_TOKEN, ReceiverOptions.defaults().sentinelToken())
                .runTool(
                        "java",
                        "-jar",
                        ForkedJvm.AGENT.toString(),
                        "check",
                        options.isEmpty() ? "interval=10s" : options);
        assertThat(check.exitCode()).as(check.out()).isZero();
        List<String> receiver = new ArrayList<>(List.of("--port", "0"));
        Matcher region = REGION.matcher(options);
        if (!arguments.isEmpty()) {
            receiver.addAll(arguments);
        } else if (region.find()) {
            receiver.addAll(List.of("--region", region.group(1)));
        }
        RunningJvm backend = RECEIVERS.computeIfAbsent(receiver, DocumentedExamplesIT::receiver);
        String address = backend.awaitOut("listens on (\\S+)").group(1);
        ForkedJvm jvm = AwsSettings.unsigned(ForkedJvm.of(Jdks.running()))
                .environment(SENTINEL_TOKEN, ReceiverOptions.defaults().sentinelToken())
                .agentWithExactly(here(options, address));
        (arguments.isEmpty() ? credentials() : environment).forEach(jvm::environment);
        try (RunningJvm running = jvm.start(Commands.class)) {
            running.send("score 10");
            running.awaitOut("scored 10");
            Metrics metrics = running.metrics();
            Matcher exporters = EXPORTERS.matcher(options);
            if (exporters.find()) {
                for (String exporter : exporters.group(1).split(",")) {
                    assertDelivers(exporter, metrics, running);
                }
            }
            assertThat(running.finish().exitCode()).isZero();
        }
    }

    private static RunningJvm receiver(List<String> arguments) {
        return ForkedJvm.of(Jdks.running())
                .classPath(RECEIVER)
                .timeout(Duration.ofMinutes(10))
                .start("io.inferometer.receiver.Main", arguments.toArray(new String[0]));
    }

    private static Map<String, String> credentials() {
        return Map.of(
                "AWS_ACCESS_KEY_ID", ReceiverOptions.EXAMPLE_CREDENTIALS.accessKey(),
                "AWS_SECRET_ACCESS_KEY", ReceiverOptions.EXAMPLE_CREDENTIALS.secretKey());
    }

    private String here(String options, String address) {
        String replaced = options.replaceAll("http://127\\.0\\.0\\.1:8080", Matcher.quoteReplacement(address))
                .replaceAll(",?http\\.port=\\d+", "")
                .replaceAll(",?interval=\\w+", "")
                .replaceAll(",?statsd\\.address=[^,]+", "")
                .replaceAll("file\\.path=[^,]+", Matcher.quoteReplacement("file.path=" + directory.resolve("windows")));
        return "interval=1s,http.port=0,aws.endpoint=" + address + ",sentinel.url=" + address
                + ",sentinel.s3-endpoint=" + address + ",sentinel.upload-interval=1s,statsd.address="
                + address.substring("http://".length()) + ",spool.directory=" + directory.resolve("spool")
                + (options.contains("file.path") || !options.contains("file")
                        ? ""
                        : ",file.path=" + directory.resolve("windows"))
                + (replaced.isEmpty() ? "" : "," + replaced);
    }

    private static void assertDelivers(String exporter, Metrics metrics, RunningJvm jvm) {
        if (exporter.equals("http")) {
            assertThat(metrics.calls()).isEqualTo(10);
            return;
        }
        long deadline = System.nanoTime() + 30_000_000_000L;
        long delivered = 0;
        while (delivered == 0) {
            assertThat(System.nanoTime())
                    .as(exporter + " delivers: " + jvm.err())
                    .isLessThan(deadline);
            delivered = Metrics.sum(
                    metrics.samples(),
                    "inferometer_exporter_windows_total",
                    "exporter=\"" + exporter + "\"",
                    "result=\"delivered\"");
        }
    }
}
