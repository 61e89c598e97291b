/**
 * Amazon SageMaker Metrics: {@code BatchPutMetrics}, and {@code BatchGetMetrics} which reads from it.
 *
 * <p>Data flow: each handler turns a document that keeps its rules into records and writes them to {@link
 * io.inferometer.receiver.sagemaker.ItemBooks}, or answers from there.
 *
 * <p>Threading rule: handlers are thread-safe; the books are guarded by the monitor of the ledger that holds them.
 *
 * <p>Bounded: the newest 100,000 items are kept; there is room for 10,000 metric names, one more is answered by
 * {@code METRIC_LIMIT_EXCEEDED}. Counts are never cut.
 */
package io.inferometer.receiver.sagemaker;
