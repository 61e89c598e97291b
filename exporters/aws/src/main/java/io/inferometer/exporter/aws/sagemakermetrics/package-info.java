/**
 * The exporter {@code sagemaker-metrics}: writes each window to one trial component with BatchPutMetrics.
 *
 * <p>Data flow: a window becomes a list of items, always the same list in the same order; the items go out ten to a call, fewer where that is too large;
 * what the service took or refused is ticked off, and what is left is all that the next attempt at this window sends.
 *
 * <p>Threading rule: one thread, the exporter's own.
 *
 * <p>Bounded: the progress of at most {@value
 * io.inferometer.exporter.aws.UnfinishedWindows#MAX_WINDOWS} windows that were taken in part (beyond it
 * the oldest is forgotten and would be sent again from its beginning), and {@value
 * io.inferometer.exporter.aws.sagemakermetrics.KnownNames#MAX_NAMES} metric names.
 */
package io.inferometer.exporter.aws.sagemakermetrics;
