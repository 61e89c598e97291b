package io.inferometer.agent.async;

import static io.inferometer.agent.async.TrackerHarness.CLIENT;
import static io.inferometer.agent.async.TrackerHarness.OK;
import static io.inferometer.agent.async.TrackerHarness.SERVER;
import static io.inferometer.agent.async.TrackerHarness.TIMEOUT;
import static io.inferometer.agent.async.TrackerHarness.TTL;
import static io.inferometer.agent.async.TrackerHarness.nanos;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.RequestLine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a line says, and which requests have one. */
class RequestLogTest {

    private static final String TIMES = " ModelLatency: 50000 us, RequestDownloadLatency: 20000 us,"
            + " ResponseUploadLatency: 10000 us, TimeInBacklog: 5 ms, TotalProcessingTime: 105 ms";

    private final TrackerHarness queue = new TrackerHarness();

    /** Accepted at 1,000, begun at 1,005 and ended at 1,105 ms, with what each stage inside it failed of. */
    private void request(String id, Map<Stage, String> failures, byte model, byte process) {
        queue.accept(id, 1_000);
        StageCall call = queue.begin(Stage.PROCESS, id, 1_005);
        failures.forEach(call::failed);
        call.add(Stage.DOWNLOAD, nanos(20), failures.containsKey(Stage.DOWNLOAD) ? SERVER : OK);
        call.add(Stage.MODEL, nanos(50), model);
        call.add(Stage.UPLOAD, nanos(10), failures.containsKey(Stage.UPLOAD) ? SERVER : OK);
        call.add(Stage.NOTIFY, nanos(3), failures.containsKey(Stage.NOTIFY) ? SERVER : OK);
        queue.end(call, 1_105, process);
    }

    private String text(Map<Stage, String> failures, byte model, byte process) {
        request("a", failures, model, process);
        String start = "1970-01-01T00:00:01.105:[sagemaker logs] [a] ";
        List<String> lines = queue.lines(2_000);
        assertThat(lines).singleElement().asString().startsWith(start);
        return lines.get(0).substring(start.length());
    }

    @Test
    void aSuccessTellsAllItsTimes() {
        assertThat(text(Map.of(), OK, OK)).isEqualTo("Inference request succeeded." + TIMES);
    }

    @Test
    void theModelsErrorsReadAsSageMakersOwn() {
        assertThat(text(Map.of(Stage.MODEL, "java.lang.IllegalStateException: out of memory"), SERVER, SERVER))
                .isEqualTo("Received server error (500) from primary with message"
                        + " \"java.lang.IllegalStateException: out of memory\"." + TIMES);
        assertThat(text(Map.of(Stage.MODEL, "too long"), CLIENT, SERVER))
                .isEqualTo("Received client error (400) from primary with message \"too long\"." + TIMES);
        assertThat(text(Map.of(Stage.PROCESS, "thrown"), OK, CLIENT))
                .as("of no stage inside it")
                .isEqualTo("Received client error (400) from primary with message \"thrown\"." + TIMES);
        assertThat(text(Map.of(Stage.MODEL, "first try"), SERVER, OK))
                .as("the request went on without it")
                .isEqualTo("Inference request succeeded."
                        + " Received server error (500) from primary with message \"first try\"." + TIMES);
    }

    @Test
    void whatElseFailedIsNamed() {
        String withoutDownload = TIMES.replace(" RequestDownloadLatency: 20000 us,", "");
        String withoutUpload = TIMES.replace(" ResponseUploadLatency: 10000 us,", "");
        assertThat(text(Map.of(Stage.DOWNLOAD, "no such object", Stage.PROCESS, "wrapped"), OK, SERVER))
                .isEqualTo("Request download failed with message \"no such object\"." + withoutDownload);
        assertThat(text(Map.of(Stage.UPLOAD, "denied", Stage.NOTIFY, "no answer"), OK, SERVER))
                .isEqualTo("Response upload failed with message \"denied\"."
                        + " Notification failed with message \"no answer\"." + withoutUpload);
        assertThat(text(Map.of(Stage.UPLOAD, "denied", Stage.MODEL, "overheated"), SERVER, SERVER))
                .isEqualTo("Received server error (500) from primary with message \"overheated\"."
                        + " Response upload failed with message \"denied\"." + withoutUpload);
        assertThat(text(Map.of(Stage.NOTIFY, "no answer"), OK, OK))
                .isEqualTo("Inference request succeeded. Notification failed with message \"no answer\"." + TIMES);
        assertThat(text(Map.of(Stage.NOTIFY, "no answer", Stage.PROCESS, "wrapped"), OK, SERVER))
                .isEqualTo("Inference request failed with message \"wrapped\"."
                        + " Notification failed with message \"no answer\"." + TIMES);
    }

    @Test
    void stagesOnOtherThreadsAreTold() {
        queue.accept("a", 0);
        queue.call(Stage.DOWNLOAD, "a", 10, 12, OK);
        queue.call(Stage.MODEL, "a", 20, 30, OK);
        StageCall upload = queue.begin(Stage.UPLOAD, "a", 40);
        upload.failed(Stage.UPLOAD, "denied");
        queue.end(upload, 41, SERVER);
        queue.call(Stage.NOTIFY, "a", 50, 60, OK);
        assertThat(queue.lines(100))
                .containsExactly("1970-01-01T00:00:00.060:[sagemaker logs] [a] Response upload failed with message"
                        + " \"denied\". ModelLatency: 10000 us, RequestDownloadLatency: 2000 us, TimeInBacklog: 10 ms,"
                        + " TotalProcessingTime: 60 ms");
    }

    @Test
    void whatDoesNotEndByItselfHasALine() {
        queue.accept("dropped", 0);
        queue.accept("forgotten", 10);
        queue.accept("hung", 20);
        StageCall hung = queue.begin(Stage.PROCESS, "hung", 1_000);
        hung.add(Stage.DOWNLOAD, nanos(7), OK);
        queue.expire("dropped", 2_500);
        assertThat(queue.lines(TTL + 1_000))
                .containsExactly(
                        "1970-01-01T00:00:02.500:[sagemaker logs] [dropped] Inference request expired."
                                + " TimeInBacklog: 2500 ms",
                        "1970-01-01T00:00:11.000:[sagemaker logs] [hung] Received server error (500) from primary"
                                + " with message \"the work did not end within async.processing-timeout\"."
                                + " RequestDownloadLatency: 7000 us, TimeInBacklog: 980 ms,"
                                + " TotalProcessingTime: " + (1_000 + TIMEOUT - 20) + " ms",
                        "1970-01-01T00:01:00.010:[sagemaker logs] [forgotten] Inference request expired."
                                + " TimeInBacklog: 60000 ms");
    }

    @Test
    void whatIsOnlyCountedHasNoTimesOrNoLine() {
        TrackerHarness few = new TrackerHarness(false, 1);
        few.accept("tracked", 0);
        few.accept("counted", 0);
        few.accept("nameless", 0);
        few.look(1);
        few.call(Stage.PROCESS, "counted", 10, 20, OK);
        assertThat(few.lines(30))
                .containsExactly("1970-01-01T00:00:00.020:[sagemaker logs] [counted] Inference request succeeded."
                        + " ModelLatency: 10000 us");
        assertThat(few.lines(TTL + 2_000)).singleElement().asString().contains("[tracked] Inference request expired.");
        assertThat(few.leftOut()).isEqualTo(Map.of("expire", 1L));
    }

    @Test
    void theModelIsWhatNoOtherStageIs() {
        queue.accept("a", 0);
        StageCall call = queue.begin(Stage.PROCESS, "a", 10);
        call.add(Stage.DOWNLOAD, nanos(4), OK);
        queue.end(call, 30, OK);
        assertThat(queue.lines(100)).singleElement().asString().contains("ModelLatency: 16000 us,");
        queue.tracker.hasModelStage();
        queue.accept("b", 0);
        queue.call(Stage.PROCESS, "b", 10, 30, OK);
        assertThat(queue.lines(100)).singleElement().asString().doesNotContain("ModelLatency");
    }

    @Test
    void aLineIsInTheWindowInWhichItsRequestEndedAndInNoOther() {
        request("a", Map.of(), OK, OK);
        queue.tracker.inWindow(nanos(2_000));
        request("b", Map.of(), OK, OK);
        queue.look(2_000);
        assertThat(queue.tracker.linesInWindow()).extracting(RequestLine::id).containsExactly("a");
        queue.tracker.inWindow(nanos(2_000));
        assertThat(queue.tracker.linesInWindow())
                .as("the window could not be handed over")
                .extracting(RequestLine::id)
                .containsExactly("a", "b");
        queue.tracker.beginWindow();
        assertThat(queue.lines(3_000)).isEmpty();
    }
}
