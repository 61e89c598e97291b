/**
 * The exporter {@code file}: every window as one JSON object on one line of a file (JSON Lines, UTF-8, LF).
 *
 * <p>Data flow: window → {@link io.inferometer.exporter.file.WindowJson} → {@link
 * io.inferometer.exporter.api.LinesFile}, which appends it to {@code file.path}. A file that would exceed {@code
 * file.max-size} is first renamed to {@code <file.path>.1}, in place of an earlier one.
 *
 * <p>{@code docs/file.md} shows a line. The fields of a model from {@code inFlight} to {@code modelsLoaded}, and those of the agent, are the
 * metrics that the catalogue has of them ({@link io.inferometer.exporter.metric}), under their keys; {@code lifecycle} and {@code
 * weavingErrors} are older names of some. Percentiles are those of {@link io.inferometer.exporter.api.ExponentialHistogram#quantile}.
 *
 * <p>A line is written whole or not at all: what a full disk cut short is taken back. What a killed process cut short is
 * ended by a line feed before the next line, so that it spoils no other: a reader skips a line that is no JSON. A window
 * may be there twice; {@code runId} and {@code window} tell.
 *
 * <p>Threading rule: everything runs on the exporter's own thread. Nothing is kept open between two windows, so that the
 * file may be moved away at any time.
 *
 * <p>Bounded: two files of at most {@code file.max-size} each; a single line that is larger stands alone in its file.
 */
package io.inferometer.exporter.file;
