package io.inferometer.agent.delivery;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.RequestLine;
import io.inferometer.exporter.api.Window;

/**
 * A window that one exporter has not yet settled.
 *
 * @param kept whether it is on disk too, so that memory need not hold it
 * @param bytes what it takes in memory, roughly
 */
record PendingWindow(Window window, boolean kept, long bytes) {

    /** Measured on a 64-bit JVM with compressed references: the objects of one model without buckets, of one histogram, of an item. */
    private static final long MODEL_BYTES = 200;

    private static final long HISTOGRAM_BYTES = 80;
    private static final long ITEM_BYTES = 150;

    /** Of a line beside its characters. */
    private static final long LINE_BYTES = 136;

    private static final long ROW_BYTES = 300;

    static PendingWindow of(Window window, boolean kept) {
        long bytes = ITEM_BYTES
                * (window.deployments().size()
                        + window.customMetrics().size()
                        + window.host().samples().size());
        bytes += ROW_BYTES * window.hostRows().size();
        for (RequestLine line : window.requestLines()) {
            bytes += LINE_BYTES + line.id().length() + line.text().length();
        }
        for (ModelStats model : window.models()) {
            bytes += MODEL_BYTES + bytes(model.lifecycle().loadDurations());
            for (Outcome outcome : Outcome.values()) {
                bytes += bytes(model.duration(outcome));
            }
            for (Measure measure : Measure.values()) {
                if (measure.isNumber() && measure != Measure.DURATION) {
                    bytes += bytes(model.distribution(measure));
                }
            }
        }
        return new PendingWindow(window, kept, bytes);
    }

    private static long bytes(ExponentialHistogram histogram) {
        return HISTOGRAM_BYTES + (long) Long.BYTES * histogram.bucketCount();
    }

    long number() {
        return window.number();
    }
}
