package io.inferometer.agent.async;

import io.inferometer.agent.async.QueuedRequest.State;
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

    private static final String CLIENT_ERROR = "Received client error (400) from primary";
    private static final String SERVER_ERROR = "Received server error (500) from primary";

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
     * Adds the line of a request that ends. Never throws: one for which there is no memory, say, is left out, and the request counts all
     * the same.
     *
     * @param request as it was before its end
     * @param how by its own events, or by those of time
     * @param result what was seen of it; of no meaning if it was not begun
     * @param modelNanos the time in its model; negative if that is not known
     */
    void add(QueuedRequest request, State how, RequestResult result, long modelNanos, long end) {
        Stage stage = how == State.ENDED ? result.decidingStage() : how == State.EXPIRED ? Stage.EXPIRE : Stage.PROCESS;
        boolean isFailure = how != State.ENDED || result.isFailed() || stage != Stage.PROCESS;
        try {
            if (window.takes(isFailure)) {
                RequestText text =
                        how == State.EXPIRED ? expired(request, end) : begun(request, how, result, modelNanos, end);
                long millis = wallClock.applyAsLong(end);
                window.add(isFailure, stage, new RequestLine(millis, RequestText.id(request.id), text.toString()));
                return;
            }
        } catch (Throwable unmade) {
            // It is counted below.
        }
        leaveOut(stage, 1);
    }

    private static RequestText expired(QueuedRequest request, long time) {
        return new RequestText()
                .sentence("Inference request expired", null)
                .time("TimeInBacklog", sinceAcceptance(request, time), MILLISECOND, "ms");
    }

    private static RequestText begun(
            QueuedRequest request, State how, RequestResult result, long modelNanos, long end) {
        RequestText text = new RequestText();
        if (how == State.TIMED_OUT) {
            text.sentence(SERVER_ERROR, "the work did not end within async.processing-timeout");
        } else {
            sentences(text, request, result);
        }
        return text.time("ModelLatency", modelNanos, MICROSECOND, "us")
                .time("RequestDownloadLatency", result.downloaded ? result.download : UNKNOWN, MICROSECOND, "us")
                .time("ResponseUploadLatency", result.uploaded ? result.upload : UNKNOWN, MICROSECOND, "us")
                .time("TimeInBacklog", sinceAcceptance(request, request.begun()), MILLISECOND, "ms")
                .time("TotalProcessingTime", sinceAcceptance(request, end), MILLISECOND, "ms");
    }

    private static void sentences(RequestText text, QueuedRequest request, RequestResult result) {
        if (!result.isFailed()) {
            text.sentence("Inference request succeeded", null);
        }
        if (result.error() != StageCall.SUCCESS) {
            text.sentence(
                    result.error() == StageCall.CLIENT_ERROR ? CLIENT_ERROR : SERVER_ERROR,
                    request.failure(result.hasFailedModel() ? Stage.MODEL : Stage.PROCESS));
        }
        if (result.isFailed() && result.downloadFailed) {
            text.sentence("Request download failed", request.failure(Stage.DOWNLOAD));
        }
        if (result.isFailed() && result.uploadFailed) {
            text.sentence("Response upload failed", request.failure(Stage.UPLOAD));
        }
        if (text.isEmpty()) {
            text.sentence("Inference request failed", request.failure(Stage.PROCESS));
        }
        if (result.failedNotifications > 0) {
            text.sentence("Notification failed", request.failure(Stage.NOTIFY));
        }
    }

    private static long sinceAcceptance(QueuedRequest request, long time) {
        return request.isAcceptedInTime() ? time - request.time : UNKNOWN;
    }

    /** Counts requests that have no line. */
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
