/**
 * Writing to CloudWatch Logs, and the exporter {@code cloudwatch-logs}, which writes the metrics of each window as events
 * in the Embedded Metric Format to one stream, and the lines of its queued requests to another.
 *
 * <p>Data flow: {@link io.inferometer.exporter.aws.logs.EmfEvents} tells a window's metrics as log events, {@link
 * io.inferometer.exporter.aws.logs.DataLogEvents} its lines. {@link io.inferometer.exporter.aws.logs.StreamEvents} has both, so that
 * one progress tells how far a window came. For each stream, {@link
 * io.inferometer.exporter.aws.logs.LogWriter} sends any events in batches within the service's limits, has {@link
 * io.inferometer.exporter.aws.logs.LogStream} make the group and the stream when the service knows neither, halves a batch that is too large, and ticks off
 * what was taken or refused, so that the next attempt sends only what is left.
 *
 * <p>How values are told: the specification of the format knows numbers and arrays of at most 100 numbers, no counts. A
 * value that came five times stands five times in the array, and a series with more than 100 values goes on in further
 * events, whose values CloudWatch adds to the same metric. A model with more than {@value
 * io.inferometer.exporter.aws.logs.EmfSubject#MAX_VALUES} calls in one window is told in about as many values of the same
 * shape, which is said in the log: counts of calls and errors stay exact, for they are metrics of their own.
 *
 * <p>Threading rule: one thread, the exporter's own.
 *
 * <p>Bounded: events are made one batch at a time, a batch being at most a mebibyte; between windows the progress of at
 * most {@value io.inferometer.exporter.aws.UnfinishedWindows#MAX_WINDOWS} is kept.
 */
package io.inferometer.exporter.aws.logs;
