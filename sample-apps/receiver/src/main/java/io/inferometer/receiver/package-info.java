/**
 * A local server that stands in for the AWS operations that exporters call, {@code BatchPutMetrics} of Amazon SageMaker
 * Metrics, {@code SendHeartbeat} of Amazon SageMaker Edge Manager (and what reads from both), {@code PutMetricData} of Amazon CloudWatch and the
 * four of Amazon CloudWatch Logs that a log shipper needs: stricter than the services, obedient when told to fail, and
 * with books that a script or a test can read.
 *
 * <p>Data flow: {@link io.inferometer.receiver.Receiver} listens on loopback and hands every request to {@code Routes};
 * a request for an operation, a {@code Call}, goes through {@code OperationHandler}: signature, protocol and shape, then
 * the faults that were asked for, then the operation's own {@code Handler}, which writes to the {@code Ledger}. Log
 * events go through {@code EmbeddedMetrics} on their way into the books. {@link io.inferometer.receiver.Received} is a
 * snapshot of that ledger, {@code GET /received} the same as JSON. Beside it, {@link io.inferometer.receiver.statsd} takes DogStatsD
 * lines. Faults come after the checks, so that a wrong request
 * is never excused by an injected failure.
 *
 * <p>Threading rule: each connection has a daemon thread of its own; the ledger and the faults are guarded by their own
 * monitor, everything else is immutable.
 *
 * <p>Bounded: one body has at most 1 MiB, 8 MiB for log events, 32 MiB unpacked; the newest 100,000 metric items, 10,000
 * metric data, 10,000 log events and 1,000 heartbeats are kept; 10,000 metric names (one more is answered by
 * {@code METRIC_LIMIT_EXCEEDED}), 10,000 series and 10,000 models are summarised, 1,000 log groups of 1,000 streams can be
 * created; at most 256 connections are served at a time. Counts are never cut.
 *
 * <p>The rules are those of the public API references of the services: every table in this package reads like their
 * page for that operation. The additions here: an unknown member or a JSON {@code null} is refused, so are a namespace
 * that begins with {@code AWS/}, a dimension that is named twice, and a log event of more than 256 KiB.
 */
package io.inferometer.receiver;
