package io.inferometer.agent.async;

import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.RequestLine;
import io.inferometer.exporter.metric.SampleMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongUnaryOperator;

/**
 * A line for each request that ends, in the window in progress. What has no room, or no id, is counted. Guarded by the tracker's monitor,
 * but for {@link #samples}.
 */
final class RequestLog {

    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;
    private static final long UNKNOWN = -1;

    private final LongUnaryOperator wallClock;
    private final AtomicLongArray leftOut = new AtomicLongArray(Stage.values().length);
    private WindowLines window = new WindowLines(leftOut);

    /** Of the window that is being cut; null in between. */
    private WindowLines cut;

    RequestLog() {
        this(nanos -> System.currentTimeMillis() - (System.nanoTime() - nanos) / MILLISECOND);
    }

    /** @param wallClock turns an instant of {@link System#nanoTime} into milliseconds since 1970 */
    RequestLog(LongUnaryOperator wallClock) {
        this.wallClock = wallClock;
    }

    /**
     * A request has succeeded or failed by its own events.
     *
     * @param modelNanos the time in its model; negative if that is not known
     */
    void ended(Request request, RequestResult result, long modelNanos, long end) {
        Stage stage = result.decidingStage();
        boolean isFailure = result.isFailed() || stage != Stage.PROCESS;
        if (!window.takes(isFailure)) {
            leaveOut(stage, 1);
            return;
        }
        RequestText text = new RequestText();
        if (!result.isFailed()) {
            text.sentence("Inference request succeeded", null);
        }
        if (result.error() != StageCall.SUCCESS) {
            Stage source = result.hasFailedModel() ? Stage.MODEL : Stage.PROCESS;
            text.sentence(
                    result.error() == StageCall.CLIENT_ERROR
                            ? "Received client error (400) from primary"
                            : "Received server error (500) from primary",
                    request.failure(source));
        }
        if (result.isFailed() && result.downloadFailed) {
            text.sentence("Request download failed", request.failure(Stage.DOWNLOAD));
        }
        if (result.isFailed() && result.uploadFailed) {
            text.sentence("Response upload failed", request.failure(Stage.UPLOAD));
        }
        if (result.isFailed() && text.isEmpty()) {
            text.sentence("Inference request failed", request.failure(Stage.PROCESS));
        }
        if (result.failedNotifications > 0) {
            text.sentence("Notification failed", request.failure(Stage.NOTIFY));
        }
        add(isFailure, stage, request, end, withTimes(text, request, result, modelNanos, end));
    }

    /**
     * A request has not ended in time.
     *
     * @param result what was seen of it
     */
    void timedOut(Request request, RequestResult result, long modelNanos, long end) {
        if (!window.takes(true)) {
            leaveOut(Stage.PROCESS, 1);
            return;
        }
        RequestText text = new RequestText()
                .sentence(
                        "Received server error (500) from primary",
                        "the work did not end within async.processing-timeout");
        add(true, Stage.PROCESS, request, end, withTimes(text, request, result, modelNanos, end));
    }

    /** A request was not begun in time, or dropped. It is as it was before that. */
    void expired(Request request, long time) {
        if (!window.takes(true)) {
            leaveOut(Stage.EXPIRE, 1);
            return;
        }
        long waited = request.isAcceptedInTime() ? time - request.time : UNKNOWN;
        RequestText text = new RequestText()
                .sentence("Inference request expired", null)
                .time("TimeInBacklog", waited, MILLISECOND, "ms");
        add(true, Stage.EXPIRE, request, time, text);
    }

    private static RequestText withTimes(
            RequestText text, Request request, RequestResult result, long modelNanos, long end) {
        boolean isTimed = request.isAcceptedInTime();
        return text.time("ModelLatency", modelNanos, MICROSECOND, "us")
                .time("RequestDownloadLatency", result.downloaded ? result.download : UNKNOWN, MICROSECOND, "us")
                .time("ResponseUploadLatency", result.uploaded ? result.upload : UNKNOWN, MICROSECOND, "us")
                .time("TimeInBacklog", isTimed ? request.begun() - request.time : UNKNOWN, MILLISECOND, "ms")
                .time("TotalProcessingTime", isTimed ? end - request.time : UNKNOWN, MILLISECOND, "ms");
    }

    private void add(boolean isFailure, Stage stage, Request request, long end, RequestText text) {
        String id = RequestText.id(request.id);
        window.add(isFailure, stage, new RequestLine(wallClock.applyAsLong(end), id, text.toString()));
    }

    /** Requests have no line. */
    void leaveOut(Stage stage, long count) {
        leftOut.addAndGet(stage.ordinal(), count);
    }

    /** Ends the window in progress, unless that was done and no other has begun. */
    void cut() {
        WindowLines next = new WindowLines(leftOut);
        if (cut == null) {
            cut = window;
        } else {
            cut.addAll(window);
        }
        window = next;
    }

    /** Returns the lines of the window that was cut, in the order of their time. */
    List<RequestLine> inCut() {
        return cut == null ? List.of() : cut.inOrder();
    }

    /** Another window has begun. Needs no memory. */
    void beginWindow() {
        cut = null;
    }

    /** Returns how many requests have no line, by the stage that decided what became of them. Thread-safe. */
    List<MetricSample> samples() {
        List<MetricSample> samples = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            if (stage != Stage.ACCEPT) {
                samples.add(SampleMetric.ASYNC_LOG_LEFT_OUT.sample(
                        (double) leftOut.get(stage.ordinal()), stage.name().toLowerCase(Locale.ROOT)));
            }
        }
        return samples;
    }
}
