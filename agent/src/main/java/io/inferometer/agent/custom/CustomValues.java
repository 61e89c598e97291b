package io.inferometer.agent.custom;

import io.inferometer.exporter.api.CustomMetric;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.PlainText;
import io.inferometer.exporter.metric.SampleMetric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.varhandle.MpscChunkedVarHandleArrayQueue;

/** Values on their way from the application to the window in progress. Thread-safe, but for {@link #drain}, {@link #inWindow} and
 * {@link #beginWindow}. */
public final class CustomValues {

    /** Values that may wait, and that fit into one window: 410 calls of BatchPutMetrics. */
    static final int CAPACITY = 4096;

    /** A quarter is left for what comes until the aggregator is awake. */
    private static final int NEARLY_FULL = CAPACITY * 3 / 4;

    private static final int MAX_NAME = 1_000;

    /** What becomes of a value. */
    private enum Result {
        RECORDED,
        /** More than {@value CustomValues#CAPACITY} in one window, or waiting. */
        OVERFLOW,
        /** NaN or infinite. */
        NOT_FINITE,
        /** Null, empty or longer than {@value CustomValues#MAX_NAME} characters. */
        BAD_NAME,
        NEGATIVE_STEP
    }

    // Chunked: an application that reports nothing pays for one small chunk.
    private final MpscChunkedVarHandleArrayQueue<CustomMetric> queue =
            new MpscChunkedVarHandleArrayQueue<>(16, CAPACITY);
    private final AtomicLong[] results = new AtomicLong[Result.values().length];
    private volatile Runnable nearlyFull = () -> {};
    private final List<CustomMetric> window = new ArrayList<>();

    public CustomValues() {
        for (int i = 0; i < results.length; i++) {
            results[i] = new AtomicLong();
        }
    }

    /** Called by whichever thread fills the queue; must not block. */
    public void onNearlyFull(Runnable action) {
        nearlyFull = action;
    }

    /** Any thread; never blocks, never throws on bad input. */
    void put(String name, double value, long step) {
        results[offer(name, value, step).ordinal()].incrementAndGet();
    }

    private Result offer(String name, double value, long step) {
        if (name == null || name.isEmpty() || name.length() > MAX_NAME) {
            return Result.BAD_NAME;
        }
        if (!Double.isFinite(value)) {
            return Result.NOT_FINITE;
        }
        if (step < 0) {
            return Result.NEGATIVE_STEP;
        }
        boolean taken =
                queue.offer(new CustomMetric(PlainText.name(name, MAX_NAME), value, step, System.currentTimeMillis()));
        if (!taken || queue.size() > NEARLY_FULL) {
            nearlyFull.run();
        }
        return taken ? Result.RECORDED : Result.OVERFLOW;
    }

    /** The aggregator's thread: makes room for more. */
    public void drain() {
        for (CustomMetric metric = queue.peek(); metric != null; metric = queue.peek()) {
            if (window.size() < CAPACITY) {
                // Before it is taken out: the window may find no memory to grow.
                window.add(metric);
            } else {
                results[Result.RECORDED.ordinal()].decrementAndGet();
                results[Result.OVERFLOW.ordinal()].incrementAndGet();
            }
            queue.poll();
        }
    }

    /** The aggregator's thread: what was drained in this window. */
    public List<CustomMetric> inWindow() {
        return Collections.unmodifiableList(window);
    }

    /** The aggregator's thread: begins another window. Needs no memory. */
    public void beginWindow() {
        window.clear();
    }

    /** The books, one sample for each thing that can become of a value; empty while there was none. */
    public List<MetricSample> samples() {
        List<MetricSample> samples = new ArrayList<>();
        long all = 0;
        for (Result result : Result.values()) {
            long count = results[result.ordinal()].get();
            all += count;
            samples.add(SampleMetric.CUSTOM_VALUES.sample(
                    (double) count, result.name().toLowerCase(Locale.ROOT)));
        }
        return all == 0 ? List.of() : samples;
    }

    /** What was not recorded, in words; empty when all was. */
    public String complaint() {
        StringBuilder text = new StringBuilder();
        for (Result result : Result.values()) {
            long count = results[result.ordinal()].get();
            if (result != Result.RECORDED && count > 0) {
                text.append(text.length() == 0 ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(reason(result));
            }
        }
        return text.toString();
    }

    private static String reason(Result result) {
        return switch (result) {
            case RECORDED -> "recorded";
            case OVERFLOW -> "too many (at most " + CAPACITY + " in one interval)";
            case NOT_FINITE -> "not finite";
            case BAD_NAME -> "without a name of 1 to " + MAX_NAME + " characters";
            case NEGATIVE_STEP -> "with a negative step";
        };
    }
}
