package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferometer.agent.e2e.app.Commands;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Metrics;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What is turned off, or cannot work, is said wherever it is looked at; what an attach changed, by the command. */
class SwitchesFaultsIT {

    private static final String AGENT = "type=Agent";
    private static final String LIBRARY = "type=Library,name=annotation";
    private static final String MODEL = "type=Model,library=annotation,name=scorer,version=";
    private static final String FILE = "type=Exporter,name=file";

    @TempDir
    Path directory;

    private static Result command(Jdk jdk, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-jar", ForkedJvm.AGENT.toString()));
        all.addAll(List.of(arguments));
        return ForkedJvm.of(jdk).runTool("java", all.toArray(new String[0]));
    }

    private static JsonNode snapshot(RunningJvm jvm) throws IOException {
        return new ObjectMapper().readTree(jvm.metrics().get("api/snapshot"));
    }

    private static String top(Jdk jdk, RunningJvm jvm) {
        return command(jdk, "top", Long.toString(jvm.pid()), "--once").out();
    }

    @OneJdk
    void whatIsTurnedOffIsSaidEverywhere(Jdk jdk) throws IOException {
        try (RunningJvm jvm = ForkedJvm.of(jdk).agent().start(Commands.class)) {
            jvm.awaitOut("^ready$");
            jvm.send("score 20");
            jvm.awaitOut("^scored 20");
            assertThat(top(jdk, jvm)).doesNotContain("disabled");
            Map<String, Double> samples = jvm.metrics().samples();
            assertThat(samples)
                    .containsEntry("inferometer_agent_enabled", 1.0)
                    .containsEntry("inferometer_library_enabled{library=\"annotation\"}", 1.0);
            assertThat(samples.keySet())
                    .filteredOn(key -> key.contains("self-check"))
                    .isEmpty();
            try (JmxClient console = JmxClient.attach(jvm.pid())) {
                console.await(MODEL, "Count", 20L);
                for (String bean : List.of(AGENT, LIBRARY, MODEL)) {
                    console.set(bean, "Enabled", false);
                }
            }
            samples = jvm.metrics().samples();
            assertThat(samples)
                    .containsEntry("inferometer_agent_enabled", 0.0)
                    .containsEntry("inferometer_library_enabled{library=\"annotation\"}", 0.0)
                    .containsEntry(
                            "inferometer_model_enabled{model=\"scorer\",version=\"\",library=\"annotation\"}", 0.0);
            JsonNode snapshot = snapshot(jvm);
            assertThat(snapshot.path("agent").path("enabled").asBoolean(true)).isFalse();
            assertThat(snapshot.path("libraries").toString())
                    .isEqualTo("[{\"name\":\"annotation\",\"enabled\":false}]");
            assertThat(snapshot.path("models").path(0).path("enabled").asBoolean(true))
                    .isFalse();
            assertThat(top(jdk, jvm))
                    .contains("agent disabled: no call is measured\n", "library annotation disabled\n")
                    .containsPattern("(?m)^scorer \\(disabled\\) +annotation ");
            assertThat(command(jdk, "list").out()).containsPattern("(?m)^ *" + jvm.pid() + " +\\S+ \\(disabled\\) ");
        }
    }

    @OneJdk
    void anExporterSaysWhetherItWorksAndTheBacklogIsOneFigure(Jdk jdk) throws IOException {
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                        .agent(
                                "exporters=http,file,sagemaker-metrics",
                                "file.path=" + directory.resolve("missing/windows.jsonl"),
                                "interval=1s",
                                "spool.directory=" + directory.resolve("spool"))
                        .start(Commands.class);
                JmxClient console = JmxClient.attach(jvm.pid())) {
            jvm.awaitOut("^ready$");
            console.await(FILE, "Pending", pending -> (Long) pending >= 2);
            assertThat(console.get(FILE, "State")).isEqualTo("retrying");
            String off = "type=Exporter,name=sagemaker-metrics";
            console.await(off, "State", "off");
            assertThat(console.get(off, "Enabled")).isEqualTo(false);
            assertThat(console.get(off, "LastError")).asString().contains("trial-component");

            // While it is off nothing changes, so that all can be compared.
            console.set(FILE, "Enabled", false);
            Long pending = (Long) console.get(FILE, "Pending");
            Map<String, Double> samples = jvm.metrics().samples();
            JsonNode exporters = snapshot(jvm).path("exporters");
            assertThat(exporters.path(0).path("state").asText()).isEqualTo("disabled");
            assertThat(exporters.path(1).path("state").asText()).isEqualTo("off");
            assertThat(exporters.path(0).path("pending").asLong()).isEqualTo(pending);
            assertThat(exporters.path(0).path("spooled").asLong()).isEqualTo(console.get(FILE, "Spooled"));
            assertThat(samples)
                    .containsEntry("inferometer_exporter_pending_windows{exporter=\"file\"}", (double) pending)
                    .containsEntry("inferometer_exporter_spooled_windows{exporter=\"file\"}", 0.0)
                    .containsEntry("inferometer_exporter_enabled{exporter=\"file\"}", 0.0)
                    .containsEntry("inferometer_exporter_enabled{exporter=\"sagemaker-metrics\"}", 0.0);
            assertThat(top(jdk, jvm))
                    .contains("exporter file disabled\n")
                    .containsPattern(
                            "(?m)^exporter sagemaker-metrics off: sagemaker-metrics.trial-component is missing");

            assertThat(console.get(FILE, "Delivered")).isEqualTo(0L);
            assertThat(console.get(FILE, "Rejected")).isEqualTo(0L);
            assertThat(console.get(FILE, "Expired")).isEqualTo(0L);
            java.nio.file.Files.createDirectory(directory.resolve("missing"));
            console.set(FILE, "Enabled", true);
            console.await(FILE, "Pending", 0L);
            assertThat((Long) console.get(FILE, "Delivered")).isGreaterThanOrEqualTo(pending);
            assertThat(console.get(FILE, "State")).isEqualTo("delivering");
        }
    }

    @OneJdk
    void attachSaysWhatBecameOfEachOption(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.of(jdk).agent().start(Commands.class)) {
            jvm.awaitOut("^ready$");
            jvm.metrics();
            String pid = Long.toString(jvm.pid());
            String carries = "process " + pid + " carries the agent already";

            assertFails(
                    carries + "; nothing was applied: restart that JVM with http.port=19799",
                    command(jdk, "attach", pid, "http.port=19799"));
            assertFails(
                    carries + "; nothing was applied: restart that JVM with model-name.scorer=x",
                    command(jdk, "attach", pid, "model-name.scorer=x"));
            Result twice = command(jdk, "attach", pid, "http.port=19799");
            assertThat(twice.exitCode()).as("the same again").isEqualTo(1);

            Result some = command(jdk, "attach", pid, "enabled=false,http.port=0,interval=7s");
            assertThat(some.exitCode()).isZero();
            assertThat(some.out())
                    .isEqualTo(carries + "\napplied: enabled=false\nin force already: http.port=0\n"
                            + "needs a restart of that JVM: interval=7s\n");
            assertThat(jvm.metrics().samples()).containsEntry("inferometer_agent_enabled", 0.0);
            Result on = command(jdk, "attach", pid, "enabled=true");
            assertThat(on.out()).isEqualTo(carries + "\napplied: enabled=true\n");
            assertThat(jvm.metrics().samples()).containsEntry("inferometer_agent_enabled", 1.0);

            Result nothing = command(jdk, "attach", pid);
            assertThat(nothing.exitCode()).isZero();
            assertThat(nothing.out()).isEqualTo(carries + "\n");

            Result wrong = command(jdk, "attach", pid, "log.level=loud");
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.err()).contains("warning: log.level=loud", "nothing was applied: no option is valid");
        }
    }

    /** A library that was left out is not instrumented: nothing can turn it on. */
    @OneJdk
    void aLibraryLeftOutAtTheStartNeedsARestart(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.of(jdk).agent("libraries=-onnxruntime").start(Commands.class)) {
            jvm.awaitOut("^ready$");
            jvm.metrics();
            Result attach = command(jdk, "attach", Long.toString(jvm.pid()), "libraries=*");
            assertThat(attach.exitCode()).isEqualTo(1);
            assertThat(attach.err()).contains("nothing was applied: restart that JVM with libraries=*");
        }
    }

    @OneJdk
    void attachFailsWhereTheAgentIsDisabled(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .flags("-XX:+EnableDynamicAgentLoading", "-Dinferometer.enabled=false")
                .start(Commands.class)) {
            jvm.awaitOut("^ready$");
            assertFails("enabled=false holds there", command(jdk, "attach", Long.toString(jvm.pid()), "http.port=0"));
            Result attached = command(jdk, "attach", Long.toString(jvm.pid()), "http.port=0,enabled=true");
            assertThat(attached.exitCode()).as(attached.err()).isZero();
            assertThat(attached.out()).startsWith("attached to process " + jvm.pid());
            assertThat(jvm.metrics().samples()).containsEntry("inferometer_agent_enabled", 1.0);
        }
    }

    private static void assertFails(String why, Result result) {
        assertThat(result.exitCode()).as(result.out()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .startsWith("inferometer: ")
                .contains(why);
    }

    @OneJdk
    void aPortThatWasTakenIsALineOfItsOwnAndSeenByConsoles(Jdk jdk) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RunningJvm jvm = ForkedJvm.of(jdk)
                        .agent("http.port=" + taken.getLocalPort())
                        .start(Commands.class)) {
            Metrics metrics = jvm.metrics();
            jvm.awaitErr(" WARN http\\.port=" + taken.getLocalPort() + " cannot be opened");
            assertThat(snapshot(jvm).path("agent").path("httpPortUnavailable").asInt())
                    .isEqualTo(taken.getLocalPort());
            try (JmxClient console = JmxClient.attach(jvm.pid())) {
                console.await(AGENT, "HttpPortUnavailable", taken.getLocalPort());
            }
            assertThat(top(jdk, jvm))
                    .contains("http.port=" + taken.getLocalPort() + " could not be opened: " + metrics.address());
        }
    }

    @OneJdk
    void topShowsRatesAndShortDurationsWithItsFirstLook(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .agent("methods=io.inferometer.agent.e2e.app.Scorer#rank@fast")
                .start(Commands.class)) {
            jvm.awaitOut("^ready$");
            jvm.send("rank 3000000");
            jvm.awaitOut("^ranked");
            String[] cells = top(jdk, jvm)
                    .lines()
                    .filter(line -> line.startsWith("fast "))
                    .findFirst()
                    .orElseThrow()
                    .split("  +");
            assertThat(Double.parseDouble(cells[2])).as("calls per second").isBetween(50_000.0, 3_000_000.0);
            assertThat(cells[4]).as("the median of a method that adds one").matches("\\d+ ns|\\d\\.\\d\\d us");
        }
    }
}
