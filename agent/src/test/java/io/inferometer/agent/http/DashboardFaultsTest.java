package io.inferometer.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.ExporterStats.Power;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Snapshot;
import io.inferometer.exporter.api.Switches;
import io.inferometer.exporter.fixture.Given;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the page says of an agent that is not well, as a browser shows it; skipped, with a reason, where none is installed. */
@Timeout(120)
class DashboardFaultsTest {

    private static final String REMEDY = "skipped: no browser is installed; apt-get install chromium";

    @TempDir
    private Path directory;

    private static Path browser;

    @BeforeAll
    static void findBrowser() {
        browser = Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(browser != null, REMEDY);
    }

    @Test
    void aHealthyAgentIsLiveAndNothingElseIsSaid() throws Exception {
        String page = page(snapshot(new AgentStats(5, 5, 0, 0, 0), Switches.ALL_ON));
        assertThat(page)
                .contains("live ", "id=\"notices\" class=\"notices\" role=\"status\" hidden")
                .doesNotContain("agent disabled", "is disabled", "measuring failed", "not be instrumented")
                .contains(cell("State", "state", "delivering"));
    }

    @Test
    void aDisabledAgentIsNotLive() throws Exception {
        Snapshot healthy = snapshot(new AgentStats(5, 5, 0, 0, 0), Switches.ALL_ON);
        Set<ModelId> model = Set.of(healthy.models().get(0).id());
        String page = page(snapshot(healthy.agent(), new Switches(false, Map.of("djl", false), model)));
        assertThat(page)
                .contains("data-state=\"disabled\"><span class=\"dot\"", "agent disabled ")
                .contains("The agent is disabled: no call is measured.")
                .contains("The library djl is disabled: its calls are not measured.")
                .containsPattern("class=\"identity\" data-state=\"disabled\">[^<]+ · disabled<");
    }

    @Test
    void eachStateOfAnExporterHasItsWord() throws Exception {
        assertThat(page(snapshot(new AgentStats(5, 5, 0, 0, 0), Switches.ALL_ON)))
                .contains(cell("State", "state", "disabled"), cell("State", "state", "off"))
                .contains(cell("State", "state", "retrying"), cell("Pending", "n", "146"), cell("Spooled", "n", "12"));
    }

    @Test
    void failuresOfInstrumentingAndOfMeasuringAreTwoThings() throws Exception {
        assertThat(page(snapshot(new AgentStats(5, 5, 0, 0, 3, 0, 0, 0), Switches.ALL_ON)))
                .contains("3 classes or methods could not be instrumented")
                .doesNotContain("measuring failed");
        assertThat(page(snapshot(new AgentStats(5, 5, 0, 0, 0, 7, 0, 0), Switches.ALL_ON)))
                .contains("measuring failed 7 times")
                .doesNotContain("could not be instrumented");
    }

    @Test
    void aPortThatWasTakenIsSaid() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String page = page(snapshot(new AgentStats(5, 5, 0, 0, 0), Switches.ALL_ON), taken.getLocalPort());
            assertThat(page).contains("http.port=" + taken.getLocalPort() + " could not be opened");
        }
    }

    /** While the library above is not measured, the calls beneath it are all there is. */
    @Test
    void aCallOfALibraryOverAnotherIsOneOfTheTotals() throws Exception {
        ModelStats outer = model("langchain4j", "", 2);
        ModelStats inner = model("onnxruntime", "langchain4j", 5);
        assertThat(page(totals(outer, inner)))
                .containsPattern(tile("Calls/s", "4(\\.0+)?"))
                .containsPattern(tile("In flight", "2"))
                .containsPattern(tile("Errors", "2"));
        assertThat(page(totals(inner)))
                .containsPattern(tile("Calls/s", "10(\\.0+)?"))
                .containsPattern(tile("In flight", "5"))
                .containsPattern(tile("Errors", "5"));
    }

    /** As many calls succeeded as failed, and are in flight. */
    private static ModelStats model(String library, String beneath, int calls) {
        long[] durations = LongStream.generate(() -> 1_000_000).limit(calls).toArray();
        return Given.model(new ModelId(library, "minilm", ""), durations, new long[0], durations, new long[0])
                .inFlight(calls, 1_000)
                .beneath(beneath)
                .build();
    }

    private static Snapshot totals(ModelStats... models) {
        Snapshot any = any();
        return new Snapshot(
                any.resource(),
                any.atMillis(),
                List.of(models),
                List.of(models),
                any.host(),
                new AgentStats(5, 5, 0, 0, 0),
                List.of());
    }

    private static String tile(String label, String value) {
        return ">" + label + "</span><span class=\"note\"[^>]*>[^<]*</span></p><b>" + value + "</b>";
    }

    private static String cell(String label, String style, String text) {
        return "class=\"" + style + "\" data-label=\"" + label + "\">" + text + "<";
    }

    private static Snapshot any() {
        FakeService service = new FakeService("run", 1_700_000_000_000L);
        service.tick();
        return service.snapshot();
    }

    private static Snapshot snapshot(AgentStats agent, Switches switches) {
        Snapshot any = any();
        return new Snapshot(
                any.resource(),
                any.atMillis(),
                any.models(),
                any.recent(),
                any.host(),
                agent,
                List.of(
                        new ExporterStats("cloudwatch", 9, 0, 0, 1, 1, 10, 0, any.atMillis(), ""),
                        new ExporterStats("file", 0, 0, 0, 146, 12, 99, 3, 0, "no space"),
                        new ExporterStats("sagemaker-edge", 0, 0, 0, 4, 0, 0, 3, 0, "no space", Power.DISABLED),
                        new ExporterStats("sagemaker-metrics", 0, 0, 1, 0, 0, 0, 0, 0, "no setting", Power.OFF)),
                switches,
                Optional.empty(),
                List.of());
    }

    private String page(Snapshot snapshot) throws IOException, InterruptedException {
        return page(snapshot, 0);
    }

    private String page(Snapshot snapshot, int port) throws IOException, InterruptedException {
        try (Listener listener = Listener.start(
                "127.0.0.1", port, false, new FixedSnapshots(() -> snapshot), line -> {}, new ThreadErrors())) {
            Path text = directory.resolve("page.html");
            Process process = new ProcessBuilder(
                            browser.toString(),
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--user-data-dir=" + directory.resolve("profile"),
                            "--virtual-time-budget=3000",
                            "--dump-dom",
                            listener.address().toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(text.toFile())
                    .start();
            try {
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                process.destroyForcibly();
            }
            return Files.readString(text, StandardCharsets.UTF_8);
        }
    }
}
