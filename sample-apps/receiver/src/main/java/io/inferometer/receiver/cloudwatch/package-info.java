/**
 * Amazon CloudWatch: {@code PutMetricData}, and the rules and books of metric data, which log events have too.
 *
 * <p>Data flow: each handler turns a document that keeps its rules into records and writes them to {@link
 * io.inferometer.receiver.cloudwatch.DataBooks}.
 *
 * <p>Threading rule: handlers are thread-safe; the books are guarded by the monitor of the ledger that holds them.
 *
 * <p>Bounded: the newest 10,000 data are kept, 10,000 series are summarised. Counts are never cut.
 */
package io.inferometer.receiver.cloudwatch;
