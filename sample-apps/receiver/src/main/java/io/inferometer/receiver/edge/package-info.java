/**
 * Amazon SageMaker Edge Manager: {@code SendHeartbeat}, and the two questions that a device asks.
 *
 * <p>Data flow: each handler turns a document that keeps its rules into records and writes them to {@link
 * io.inferometer.receiver.edge.HeartbeatBooks}.
 *
 * <p>Threading rule: handlers are thread-safe; the books are guarded by the monitor of the ledger that holds them.
 *
 * <p>Bounded: the newest 1,000 heartbeats are kept, 10,000 models are summarised. Counts are never cut.
 */
package io.inferometer.receiver.edge;
