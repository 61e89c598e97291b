/**
 * Amazon CloudWatch Logs: the four operations that a log shipper needs, and one that reads its events back.
 *
 * <p>Data flow: each handler turns a document that keeps its rules into records and writes them to {@link
 * io.inferometer.receiver.logs.LogBooks}, through
 * {@code EmbeddedMetrics} where a message is in the embedded metric format.
 *
 * <p>Threading rule: handlers are thread-safe; the books are guarded by the monitor of the ledger that holds them.
 *
 * <p>Bounded: the newest 10,000 events are kept; 1,000 log groups of 1,000 streams can be created. Counts are never cut.
 */
package io.inferometer.receiver.logs;
