package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.Load;
import io.inferometer.agent.it.app.QueueServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/** Queued requests of an application that runs with the shipped agent. */
class QueuedRequestsIT {

    private static final int REQUESTS = 1_000;

    /** Of each fate. */
    private static final double EACH = REQUESTS / 10.0;

    private static final String LABELS = "{endpoint=\"queue\",variant=\"AllTraffic\"";
    private static final String PLAIN = QueueServer.class.getName() + "$Plain#";

    @TempDir
    private Path directory;

    @EachJdk
    void annotatedStagesAreFollowed(Jdk jdk) throws InterruptedException {
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .agent("endpoint.name=queue")
                .start(QueueServer.class, "annotated", Integer.toString(REQUESTS), "3")) {
            jvm.awaitOut("done");
            assertExact(jvm.metrics(), 3);
            assertThat(jvm.metrics().calls("success")).as("the model by itself").containsEntry("queued", 600L);
            Result result = jvm.finish();
            assertThat(result.agentLines()).as(result.err()).hasSize(1);
        }
    }

    @EachJdk
    void configuredStagesAreFollowed(Jdk jdk) throws InterruptedException {
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .agent(
                        "endpoint.name=queue",
                        "async.accept=" + PLAIN + "submit@id=arg0.getId()",
                        "async.process=" + PLAIN + "process(java.lang.String," + QueueServer.class.getName()
                                + "$Job)@id=arg0",
                        "async.download=" + PLAIN + "download",
                        "async.model=" + PLAIN + "model",
                        "async.upload=" + PLAIN + "upload@id=arg0.getId()",
                        "async.notify=" + PLAIN + "callback",
                        "async.expire=" + PLAIN + "expire@id=arg0")
                .start(QueueServer.class, "plain", Integer.toString(REQUESTS))) {
            jvm.awaitOut("done");
            assertExact(jvm.metrics(), 0);
            Result result = jvm.finish();
            assertThat(result.agentLines()).as(result.err()).hasSize(1);
        }
    }

    /** At once but for stages whose futures the application saw completed a moment before the agent did. */
    private static void assertExact(Metrics metrics, int waiting) throws InterruptedException {
        Map<String, Double> expected = new TreeMap<>();
        expected.put("backlog" + LABELS + "}", (double) waiting);
        expected.put("backlog_per_instance" + LABELS + "}", (double) waiting);
        expected.put("requests_total" + LABELS + ",outcome=\"success\"}", 5 * EACH);
        expected.put("requests_total" + LABELS + ",outcome=\"failure\"}", 4 * EACH);
        expected.put("requests_total" + LABELS + ",outcome=\"expired\"}", EACH);
        expected.put("failures_total" + LABELS + ",stage=\"download\"}", EACH);
        expected.put("failures_total" + LABELS + ",stage=\"upload\"}", EACH);
        expected.put("failures_total" + LABELS + ",stage=\"notify\"}", EACH);
        expected.put("model_errors_total" + LABELS + ",class=\"4xx\"}", EACH);
        expected.put("model_errors_total" + LABELS + ",class=\"5xx\"}", EACH);
        expected.put("queue_seconds_count" + LABELS + "}", 9 * EACH);
        expected.put("total_seconds_count" + LABELS + "}", 9 * EACH);
        expected.put("download_seconds_count" + LABELS + "}", 8 * EACH);
        expected.put("upload_seconds_count" + LABELS + "}", 5 * EACH);
        expected.put("model_seconds_count" + LABELS + "}", 8 * EACH);
        expected.put("unmatched_total", 0.0);
        expected.put("late_total", 0.0);
        expected.put("tracked", (double) waiting);
        assertThat(metrics.awaitAsync(expected)).isEqualTo(expected);
        assertThat(metrics.samples())
                .containsKey("inferometer_async_oldest_seconds" + LABELS + "}")
                .containsKey("inferometer_async_backlog_without_capacity" + LABELS + "}");
    }

    @EachJdk
    void withoutAStageNothingOfItIsLoaded(Jdk jdk) {
        Path log = directory.resolve("classes.log");
        try (RunningJvm jvm =
                ForkedJvm.of(jdk).agent().flags(ClassLoadLog.flag(log)).start(Load.class)) {
            jvm.awaitOut("^calls (\\d+)$");
            assertThat(jvm.metrics().get("metrics")).doesNotContain("inferometer_async");
            jvm.finish();
        }
        List<String> loaded = new ClassLoadLog(log).all();
        assertThat(loaded).contains("io.inferometer.agent.Startup");
        assertThat(loaded).noneMatch(name -> name.startsWith("io.inferometer.agent.async."));
    }

    @OneJdk
    void theApplicationMayTellItsCapacity(Jdk jdk) throws InterruptedException {
        String ready = "async.ready=" + QueueServer.class.getName() + "#isReady";
        assertThat(withoutCapacity(jdk, "endpoint.name=queue")).isEqualTo(1);
        assertThat(withoutCapacity(jdk, "endpoint.name=queue", ready)).isZero();
    }

    private static double withoutCapacity(Jdk jdk, String... options) throws InterruptedException {
        try (RunningJvm jvm = ForkedJvm.of(jdk).agent(options).start(QueueServer.class, "annotated", "10", "1")) {
            jvm.awaitOut("done");
            // Two whole seconds with a request and nothing at work on it.
            Thread.sleep(4_000);
            return jvm.metrics().samples().get("inferometer_async_backlog_without_capacity" + LABELS + "}");
        }
    }

    @OneJdk
    void whatIsWrongWithAStageIsSaidOnce(Jdk jdk) throws InterruptedException {
        Result result;
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .agent(
                        "async.accept=" + PLAIN + "submit@id=arg0.getKey()",
                        "async.process=" + PLAIN + "process@id=arg0")
                .start(QueueServer.class, "plain", "100")) {
            jvm.awaitOut("done");
            Map<String, Double> samples = jvm.metrics().samples();
            assertThat(samples).containsEntry("inferometer_async_bad_ids_total{problem=\"missing\"}", 100.0);
            Thread.sleep(8_000);
            assertThat(jvm.metrics().samples()).containsEntry("inferometer_async_unmatched_total", 90.0);
            result = jvm.finish();
        }
        assertThat(result.err())
                .containsOnlyOnce("has no method getKey() that can be read")
                .containsOnlyOnce("has no id")
                .containsOnlyOnce("belongs to no request that was accepted");
    }
}
