/**
 * A local server that stands in for two AWS operations, {@code BatchPutMetrics} of Amazon SageMaker Metrics and
 * {@code SendHeartbeat} of Amazon SageMaker Edge Manager: stricter than the services, obedient when told to fail, and
 * with books that a script or a test can read.
 *
 * <p>Data flow: {@link io.inferometer.receiver.Receiver} listens on loopback and hands every exchange to {@code Routes};
 * a request for an operation goes through {@code OperationHandler}: signature, JSON and shape, then the faults that were
 * asked for, then {@code BatchPutMetrics} or {@code SendHeartbeat}, which write to the {@code Ledger}.
 * {@link io.inferometer.receiver.Received} is a snapshot of that ledger, {@code GET /received} the same as JSON. Faults
 * come after the checks, so that a wrong request is never excused by an injected failure.
 *
 * <p>Threading rule: requests run on the server's own daemon threads; the ledger and the faults are guarded by their own
 * monitor, everything else is immutable.
 *
 * <p>Bounded: one body has at most 1 MiB; the newest 100,000 metric items and 1,000 heartbeats are kept; 10,000 metric
 * names (one more is answered by {@code METRIC_LIMIT_EXCEEDED}) and 10,000 models are summarised; at most 32 requests
 * are worked on at a time. Counts are never cut.
 *
 * <p>The rules are those of the public API references of both services: every table in this package reads like their
 * page for that operation. The addition here is that an unknown member or a JSON {@code null} is refused.
 */
package io.inferometer.receiver;
