package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.e2e.app.Commands;
import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Metrics;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.junit.jupiter.api.io.TempDir;

/** What a console sees and switches. */
class JmxIT {

    private static final String AGENT = "type=Agent";
    private static final String LIBRARY = "type=Library,name=annotation";
    private static final String SCORER = "type=Model,library=annotation,name=scorer,version=";

    @TempDir
    Path directory;

    @OneJdk
    void switchesWorkAtOnceAndAttributesSayWhatHappened(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.of(jdk).agent("interval=1h").start(Commands.class);
                JmxClient console = ready(jvm)) {
            long errors = score(jvm, 100);
            console.await(SCORER, "Count", 100L);
            assertThat(errors).isPositive();
            assertThat(console.get(SCORER, "ErrorCount")).isEqualTo(errors);
            assertThat(console.get(SCORER, "InFlight")).isEqualTo(0L);
            assertLatency(console);

            for (String bean : new String[] {AGENT, LIBRARY, SCORER}) {
                assertThat(console.get(bean, "Enabled")).as(bean).isEqualTo(true);
                console.set(bean, "Enabled", false);
                assertThat(console.get(bean, "Enabled")).as(bean).isEqualTo(false);
                score(jvm, 50);
                console.set(bean, "Enabled", true);
                assertThat(console.get(bean, "Enabled")).as(bean).isEqualTo(true);
            }
            errors += score(jvm, 100);
            console.await(SCORER, "Count", 200L);
            assertThat(console.get(SCORER, "ErrorCount")).isEqualTo(errors);
            assertThat(jvm.metrics().calls()).as("the same elsewhere").isEqualTo(200);

            assertThat(console.get(LIBRARY, "Active")).isEqualTo(true);
            assertThat(console.get(LIBRARY, "Status")).asString().contains("1 method");
            assertThat((String[]) console.get(LIBRARY, "InstrumentedMethods"))
                    .hasSize(1)
                    .allMatch(method -> method.contains("Scorer") && method.contains("score"));
            assertThat(console.get("type=Library,name=onnxruntime", "Active")).isEqualTo(false);
            assertThat(console.get(AGENT, "Version")).asString().matches("\\d+\\.\\d+\\.\\d+.*");
            assertThat(console.get(AGENT, "HttpAddress"))
                    .isEqualTo(jvm.metrics().address().toString());

            console.invoke(AGENT, "reset");
            console.await(SCORER, "LatencyP99Micros", 0.0);
            assertThat(console.get(SCORER, "Count")).as("reset leaves counters").isEqualTo(200L);
        }
    }

    private static void assertLatency(JmxClient console) {
        double p50 = (Double) console.await(SCORER, "LatencyP50Micros", value -> (Double) value > 0);
        double p90 = (Double) console.get(SCORER, "LatencyP90Micros");
        double p99 = (Double) console.get(SCORER, "LatencyP99Micros");
        double max = (Double) console.get(SCORER, "LatencyMaxMicros");
        assertThat(p90).isGreaterThanOrEqualTo(p50);
        assertThat(p99).isGreaterThanOrEqualTo(p90);
        assertThat(max).isGreaterThanOrEqualTo(p99);
    }

    @OneJdk
    void flushHandsOverTheWindowInProgressAndExportersCanBeTurnedOff(Jdk jdk) throws IOException {
        Path file = directory.resolve("windows.jsonl");
        String exporter = "type=Exporter,name=file";
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                        .agent("exporters=file", "file.path=" + file, "interval=1h")
                        .start(Commands.class);
                JmxClient console = ready(jvm)) {
            score(jvm, 30);
            console.await(SCORER, "Count", 30L);
            console.invoke(AGENT, "flush");
            console.await(exporter, "Delivered", 1L);
            assertThat(Exported.toFile(file, "annotation", "scorer")).isEqualTo(new Exported(30, 3, 1));

            console.set(exporter, "Enabled", false);
            assertThat(console.get(exporter, "Enabled")).isEqualTo(false);
            console.invoke(AGENT, "flush");
            console.set(exporter, "Enabled", true);
            console.invoke(AGENT, "flush");
            console.await(exporter, "Delivered", 2L);
            assertThat(console.get(exporter, "Rejected")).isEqualTo(0L);
            assertThat(console.get(exporter, "Spooled")).isEqualTo(0L);
            assertThat(console.get(exporter, "LastError")).isEqualTo("");
            assertThat(Files.readAllLines(file)).hasSize(2);
        }
    }

    @OneJdk
    void namesAreQuotedWhereTheyMustBe(Jdk jdk) {
        String model = "a,b=c:\"d\"*?";
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                        .agent(
                                "methods=io.inferometer.agent.e2e.app.Scorer#rank",
                                "model-name.Scorer=" + model.replace(",", "\\,"))
                        .start(Commands.class);
                JmxClient console = ready(jvm)) {
            jvm.send("rank 7");
            jvm.awaitOut("^ranked 7$");
            console.await("type=Model,library=config,name=" + ObjectName.quote(model) + ",version=", "Count", 7L);
        }
    }

    /** Whoever makes the first MBean server decides which one it is (an application server brings its own). */
    @EachJdk
    void theAgentMakesNoServerAndUsesThatOfThePlatform(Jdk jdk) throws InterruptedException {
        try (RunningJvm jvm = ForkedJvm.of(jdk).agent("interval=1s").start(Commands.class)) {
            jvm.awaitOut("^ready$");
            Metrics metrics = jvm.metrics();
            score(jvm, 10);
            assertThat(metrics.calls("success")).isEqualTo(Map.of("scorer", 8L));
            // The agent looks once a second: it had three occasions.
            Thread.sleep(3_000);
            jvm.send("servers");
            jvm.awaitOut("^servers 0$");
            jvm.send("platform");
            jvm.awaitOut("^platform DefaultDomain$");
            try (JmxClient console = JmxClient.attach(jvm.pid())) {
                console.await(SCORER, "Count", 10L);
            }
            jvm.send("servers");
            jvm.awaitOut("^servers 1$");
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.agentLines()).hasSize(1).isEqualTo(result.errLines());
        }
    }

    private static JmxClient ready(RunningJvm jvm) {
        jvm.awaitOut("^ready$");
        return JmxClient.attach(jvm.pid());
    }

    /** Answers how many of the calls failed. */
    private static long score(RunningJvm jvm, int count) {
        int before = jvm.out().length();
        jvm.send("score " + count);
        Pattern answer = Pattern.compile("scored " + count + " errors (\\d+)\n");
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < deadline) {
            Matcher matcher = answer.matcher(jvm.out().substring(before));
            if (matcher.find()) {
                return Long.parseLong(matcher.group(1));
            }
        }
        throw new AssertionError("no answer: " + jvm.out());
    }
}
