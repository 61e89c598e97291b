package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.agent.it.app.QueueServer;
import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.operation.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A line for each queued request, in CloudWatch Logs and in a file, with the shipped jar. */
class DataLogIT {

    private static final int REQUESTS = 500;

    /** Of each fate. */
    private static final int EACH = REQUESTS / 10;

    private static final String GROUP = "/aws/sagemaker/Endpoints/queue";

    private static final Pattern LINE = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}:\\[sagemaker logs] \\[request-(\\d+)] (.*)");

    /** What is said of a request, by the last digit of its number. */
    private static final List<String> TEXTS = List.of(
            "Inference request succeeded. ModelLatency: N us, RequestDownloadLatency: N us, ResponseUploadLatency: N us,"
                    + " TimeInBacklog: N ms, TotalProcessingTime: N ms",
            "Request download failed with message \"java.lang.IllegalStateException: no such object\"."
                    + " TimeInBacklog: N ms, TotalProcessingTime: N ms",
            "Received client error (400) from primary with message \"java.lang.IllegalArgumentException: too long\"."
                    + " ModelLatency: N us, RequestDownloadLatency: N us, TimeInBacklog: N ms, TotalProcessingTime: N ms",
            "Received server error (500) from primary with message \"java.lang.IllegalStateException: out of memory\"."
                    + " ModelLatency: N us, RequestDownloadLatency: N us, TimeInBacklog: N ms, TotalProcessingTime: N ms",
            "Response upload failed with message \"java.lang.IllegalStateException: denied\"."
                    + " ModelLatency: N us, RequestDownloadLatency: N us, TimeInBacklog: N ms, TotalProcessingTime: N ms",
            "Inference request succeeded. Notification failed with message \"java.lang.IllegalStateException: no answer\"."
                    + " ModelLatency: N us, RequestDownloadLatency: N us, ResponseUploadLatency: N us,"
                    + " TimeInBacklog: N ms, TotalProcessingTime: N ms",
            "Inference request expired. TimeInBacklog: N ms");

    @TempDir
    private Path directory;

    private Receiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = Receiver.start(ReceiverOptions.defaults());
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    /** All in the window that is cut at the end of the JVM, at the latest. */
    @OneJdk
    void everyRequestHasALine(Jdk jdk) throws IOException {
        Path file = directory.resolve(jdk.feature() + "-requests.log");
        String options = AwsSettings.options(
                receiver.address(),
                "exporters=cloudwatch-logs",
                "endpoint.name=queue",
                "variant.name=blue",
                "instance.id=i-0abc",
                "cloudwatch-logs.data-log=true",
                "async.log-file=" + file,
                "spool.directory=" + directory,
                "shutdown.timeout=30s");
        assertThat(AwsSettings.signed(ForkedJvm.of(jdk))
                        .runTool("java", "-jar", ForkedJvm.AGENT.toString(), "check", options)
                        .exitCode())
                .isZero();
        ForkedJvm agent = AwsSettings.signed(ForkedJvm.of(jdk)).agentWithExactly(options);
        try (RunningJvm jvm = agent.start(QueueServer.class, "annotated", Integer.toString(REQUESTS))) {
            jvm.awaitOut("done");
            Result result = jvm.finish();
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.errLines()).as(result.err()).allMatch(line -> line.contains(" INFO inferometer "));
        }
        List<String> read = ReadBack.messages(receiver.address(), GROUP, "blue/i-0abc/data-log");
        assertExact(read);
        assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(read);
        assertThat(receiver.received().logs().groups().get(GROUP).events())
                .as("no metrics are sent")
                .containsOnlyKeys("blue/i-0abc/data-log");
        assertThat(receiver.received().requests().get(Operation.PUT_LOG_EVENTS).errors())
                .containsOnlyKeys("ResourceNotFoundException");
    }

    private static void assertExact(List<String> lines) {
        Map<Integer, String> texts = new TreeMap<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            assertThat(matcher.matches()).as(line).isTrue();
            String text = matcher.group(2).replaceAll("(: )\\d+( [um]s)", "$1N$2");
            assertThat(texts.put(Integer.parseInt(matcher.group(1)), text))
                    .as("a second one: " + line)
                    .isNull();
        }
        for (int i = 0; i < REQUESTS; i++) {
            int fate = i % 10;
            assertThat(texts).containsEntry(i, TEXTS.get(fate < TEXTS.size() ? fate : 0));
        }
        assertThat(texts).hasSize(REQUESTS);
    }

    /** Lines are on disk while the service is away, and the next JVM delivers them. */
    @OneJdk
    void linesOutliveTheirJvm(Jdk jdk) throws InterruptedException {
        ForkedJvm agent = AwsSettings.signed(ForkedJvm.of(jdk))
                .agentWithExactly(AwsSettings.options(
                        receiver.address(),
                        "exporters=cloudwatch-logs",
                        "service-name=queue",
                        "variant.name=blue",
                        "instance.id=i-0abc",
                        "cloudwatch-logs.data-log=true",
                        "spool.directory=" + directory,
                        "shutdown.timeout=0s"));
        receiver.faults(Fault.error(503, "ServiceUnavailable").on(Operation.PUT_LOG_EVENTS));
        try (RunningJvm jvm = agent.start(QueueServer.class, "annotated", Integer.toString(REQUESTS))) {
            jvm.awaitOut("done");
            assertThat(jvm.finish().err()).contains("windows not delivered yet");
        }
        assertThat(receiver.received().logs().events()).isZero();
        receiver.faults();
        try (RunningJvm jvm = agent.start(QueueServer.class, "annotated", "0")) {
            long deadline = System.nanoTime() + 60_000_000_000L;
            while (receiver.received().logs().events() < REQUESTS) {
                assertThat(System.nanoTime()).as(jvm.err()).isLessThan(deadline);
                Thread.sleep(50);
            }
            jvm.finish();
        }
        assertExact(ReadBack.messages(receiver.address(), GROUP, "blue/i-0abc/data-log"));
    }

    /** Without push exporters, too; the end of the JVM waits for it. */
    @OneJdk
    void aFileNeedsNoExporter(Jdk jdk) throws IOException {
        Path file = directory.resolve("requests.log");
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .agent("async.log-file=" + file, "interval=1h", "endpoint.name=queue")
                .start(QueueServer.class, "annotated", Integer.toString(REQUESTS))) {
            jvm.awaitOut("done");
            Map<String, Double> samples = jvm.metrics().samples();
            assertThat(samples)
                    .containsEntry("inferometer_async_log_left_out_total{stage=\"process\"}", 0.0)
                    .containsEntry("inferometer_async_log_file_lost_total", 0.0);
            Result result = jvm.finish();
            assertThat(result.agentLines()).as(result.err()).hasSize(1);
        }
        assertExact(Files.readAllLines(file));
    }

    /** A file that cannot be written costs one line, and what was counted is counted. */
    @OneJdk
    void aFileThatCannotBeWrittenHarmsNothing(Jdk jdk) throws InterruptedException {
        Path file = directory.resolve("missing/requests.log");
        List<String> lines = new ArrayList<>();
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .agent("async.log-file=" + file, "interval=1s", "endpoint.name=queue")
                .start(QueueServer.class, "annotated", Integer.toString(REQUESTS))) {
            jvm.awaitOut("done");
            jvm.awaitErr("async.log-file=");
            assertThat(jvm.metrics().samples())
                    .containsEntry(
                            "inferometer_async_requests_total{endpoint=\"queue\",variant=\"AllTraffic\",outcome=\"success\"}",
                            5.0 * EACH);
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            lines.addAll(result.agentLines());
        }
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1))
                .contains("async.log-file=" + file + ": directory ", " does not exist; create it, or set");
        assertThat(lines.get(2)).contains(REQUESTS + " lines could not be written to async.log-file=" + file);
    }
}
